"""An office loads an extract of the national register, and whoever registers an enterprise types less."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firststop.employers import cli
from firststop.employers.cli import app
from firststop.employers.models import Establishment, RegisterRow
from tests import cast
from tests.employers.firms import INN, OTHER_INN, PHONE, open_country
from tests.employers.test_registering import answer
from tests.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("E-01")]

HEAD = "number,name,address,phone,site"
AIDAS = f"{INN},Kumush Iyne LLC,Toktogul 1,0312 123456,https://www.kumush.example"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "with_database", nullcontext)


def loaded(tmp_path: Path, *rows: str, head: str = HEAD, exit_code: int = 0) -> tuple[dict[str, int], str]:
    file = tmp_path / "register.csv"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    done = CliRunner().invoke(app, ["register", str(file), "--json"])
    assert done.exit_code == exit_code, done.output
    return (json.loads(done.stdout) if exit_code < 2 else {}), done.stderr


def counts(**changed: int) -> dict[str, int]:
    return dict.fromkeys(("created", "updated", "unchanged", "removed", "refused"), 0) | changed


def test_name_address_and_phone_of_an_enterprise_are_filled_in(tmp_path: Path) -> None:
    assert loaded(tmp_path, AIDAS)[0] == counts(created=1)
    open_country()
    client = signed_in(cast.CHARLIE)
    answer(client, "number")
    assert "Kumush Iyne LLC" in client.get("/en/employers/register/name").content.decode()
    answer(client, "name", "place")
    client.post("/en/employers/register/check")
    made = Establishment.objects.get(number=INN)
    assert (made.name, made.address, made.register_phone) == ("Kumush Iyne LLC", "Toktogul 1", PHONE)


def test_the_next_extract_changes_what_is_different_and_removes_what_is_gone(tmp_path: Path) -> None:
    other = f"{OTHER_INN},Baker,,,"
    assert loaded(tmp_path, AIDAS, other)[0] == counts(created=2)
    assert loaded(tmp_path, AIDAS, other)[0] == counts(unchanged=2)
    assert loaded(tmp_path, AIDAS.replace("Toktogul 1", "Toktogul 2"))[0] == counts(updated=1, removed=1)
    assert list(RegisterRow.objects.values_list("number", "address")) == [(INN, "Toktogul 2")]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("12,Kumush Iyne,,,", "number.length"),
        (",Kumush Iyne,,,", "number.empty"),
        (f"{OTHER_INN},,,,", "name.missing"),
        (f"{OTHER_INN},{'x' * 256},,,", "name.length"),
        (f"{INN},Again,,,", "number.twice"),
    ],
)
def test_a_row_that_cannot_be_an_enterprise_is_passed_over_and_named(tmp_path: Path, row: str, rule: str) -> None:
    said, told = loaded(tmp_path, AIDAS, row, exit_code=1)
    assert said == counts(created=1, refused=1)
    assert told == f"row 3: {rule}\n"


def test_what_is_no_phone_and_no_site_is_left_out(tmp_path: Path) -> None:
    loaded(tmp_path, f"{INN},Kumush Iyne,,12,javascript:alert(1)")
    assert list(RegisterRow.objects.values_list("phone", "site")) == [(None, None)]


@pytest.mark.parametrize("head", ["inn,title", "", "number"])
def test_a_file_without_these_columns_is_refused_and_nothing_is_removed(tmp_path: Path, head: str) -> None:
    loaded(tmp_path, AIDAS)
    _said, told = loaded(tmp_path, AIDAS, head=head, exit_code=2)
    assert "number and name among them" in told
    assert RegisterRow.objects.count() == 1


def test_an_extract_of_refused_rows_alone_removes_nothing(tmp_path: Path) -> None:
    loaded(tmp_path, AIDAS)
    assert loaded(tmp_path, "12,Wrong,,,", exit_code=1)[0] == counts(refused=1)
    assert RegisterRow.objects.count() == 1
