"""What old ids and codes mean: a retired concept answers with its heir, a code without a target stays unmapped."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from firststop.taxonomy import cli
from firststop.taxonomy.models import Concept, OutsideCode
from firststop.taxonomy.models.concepts import concept_id
from firststop.taxonomy.queries import code_coverage, concept
from firststop.taxonomy.reading.esco import read_folder
from firststop.taxonomy.services import load_taxonomy
from firststop.taxonomy.services.loading import LoadSummary
from tests.taxonomy.lists import write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, tzinfo=UTC)
#: What `firststop taxonomy load --json` prints of every list.
PROMISED = (
    "occupations", "skills", "groups", "relations", "labels", "retired", "created", "updated", "unchanged",
    "retired_now", "refused", "by_reason",
)  # fmt: skip
HEIR = ("urn:t:old", "urn:t:tailor", "2024-03-01")
Load = Callable[..., LoadSummary]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def run(**tables: list[tuple[str, ...]]) -> LoadSummary:
        named = {f"{name}.csv": rows for name, rows in tables.items()}
        return load_taxonomy(read_folder(write(tmp_path / "list", named)), source="test", at=AT)

    return run


@pytest.mark.row("T-01", "T-04")
@pytest.mark.parametrize("more", [{}, {"codes.csv": [("okz", "1", "", "")]}], ids=["a list", "a list with codes"])
def test_the_command_prints_what_was_promised_and_counts_codes_where_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, list[tuple[str, ...]]]
) -> None:
    monkeypatch.setattr(cli, "with_database", nullcontext)
    done = CliRunner().invoke(cli.app, ["load", str(write(tmp_path / "list", more)), "--json"])
    assert done.exit_code == 0, done.output
    assert list(json.loads(done.stdout)) == [*PROMISED, *(["codes", "unmapped"] if more else [])]


@pytest.mark.row("T-02")
def test_a_retired_concept_answers_with_its_heir_and_the_day(load: Load, client: Client) -> None:
    load(replacements=[HEIR, ("urn:t:older", "urn:t:old", "")])
    for uri, heir, day in (("urn:t:old", "urn:t:tailor", "2024-03-01"), ("urn:t:older", "urn:t:old", None)):
        said = client.get(f"/api/v1/concepts/{concept_id(uri)}").json()
        assert (said["active"], said["replaced_by"], said["retired_on"]) == (False, str(concept_id(heir)), day)
    page = client.get(f"/en/taxonomy/occupations/{concept_id('urn:t:old')}").content.decode()
    assert "Not in use since" in page
    assert f"/en/taxonomy/occupations/{concept_id('urn:t:tailor')}" in page
    assert "No longer in use" in client.get(f"/en/taxonomy/occupations/{concept_id('urn:t:older')}").content.decode()


@pytest.mark.row("T-02")
def test_a_concept_that_only_an_old_language_file_knows_is_retired_without_a_day(load: Load, client: Client) -> None:
    load(occupations_ru=[("urn:t:tailor", "7531", "портной", ""), ("urn:t:sutler", "7531", "маркитант", "")])
    said = client.get(f"/api/v1/concepts/{concept_id('urn:t:sutler')}?language=ru").json()
    assert (said["name"], said["active"], said["replaced_by"], said["retired_on"]) == ("маркитант", False, None, None)


@pytest.mark.row("T-02")
def test_what_only_an_old_file_still_knows_keeps_its_words_and_gets_the_day(load: Load) -> None:
    work = [("urn:t:new", "7531", "fitter", "", "")]
    load()
    left = load(occupations_en=work)
    assert left.retired_now == 1, "it is still in the Russian file, and in use no more"
    for again in ({}, {"occupations_ru": [("urn:t:tailor", "7531", "портной", "закройщик")]}, {"replacements": [
        ("urn:t:tailor", "urn:t:new", ""),
    ], "occupations_ru": []}):  # fmt: skip
        assert load(occupations_en=work, **again).retired_now == 0
        found = Concept.objects.get(uri="urn:t:tailor")
        assert (found.state, found.retired_on, found.description) == ("retired", AT.date(), "Sews clothes.")
        words = found.labels.values_list("language", "text")
        assert {("en", "tailor"), ("en", "dressmaker"), ("ru", "портной")} <= set(words)


@pytest.mark.row("T-02")
def test_a_name_in_any_language_is_better_than_an_address(load: Load) -> None:
    load(occupations_ru=[("urn:t:sutler", "7531", "маркитант", "")])
    for language in ("en", "ky", "fr"):
        found = concept("urn:t:sutler", language)
        assert found is not None
        assert found.name == "маркитант"


@pytest.mark.row("T-02")
def test_every_id_that_ever_was_answers_and_none_gets_another_meaning(load: Load, client: Client) -> None:
    load(replacements=[HEIR])
    ever = set(Concept.objects.values_list("id", "kind"))
    swapped = load(
        occupations_en=[("urn:t:sew", "7531", "sewer", "", ""), ("urn:t:new", "7531", "fitter", "", "")],
        occupations_ru=[],
        skills_en=[("urn:t:tailor", "knowledge", "tailoring", "", "")],
    )
    assert (swapped.by_reason["concept.reused"], swapped.retired_now) == (2, 2)
    assert ever <= set(Concept.objects.values_list("id", "kind"))
    assert all(client.get(f"/api/v1/concepts/{key}").status_code == 200 for key, _kind in ever)


@pytest.mark.row("T-02")
def test_a_concept_that_comes_back_is_the_same_one_in_use_again(load: Load) -> None:
    load()
    assert load(occupations_en=[("urn:t:new", "7531", "fitter", "", "")], occupations_ru=[]).retired_now == 1
    load()
    again = concept("urn:t:tailor", "en")
    assert again is not None
    assert (again.active, again.retired_on) == (True, None)


@pytest.mark.row("T-02")
@pytest.mark.parametrize("backwards", [False, True])
def test_replacements_may_stand_in_any_order(load: Load, *, backwards: bool) -> None:
    rows = [("urn:t:1990", "urn:t:2000", "2000-01-01"), ("urn:t:2000", "urn:t:tailor", "2010-01-01")]
    assert load(replacements=rows[::-1] if backwards else rows).refused == 0
    assert set(Concept.objects.filter(state="retired").values_list("uri", "replaced_by__uri", "kind", "code")) == {
        ("urn:t:1990", "urn:t:2000", "occupation", "7531"), ("urn:t:2000", "urn:t:tailor", "occupation", "7531"),
    }  # fmt: skip


@pytest.mark.parametrize("shape", ["forwards", "backwards", "circle"])
def test_a_chain_of_thousands_of_replacements_is_read_at_once(tmp_path: Path, shape: str) -> None:
    length = 20_000
    rows: list[tuple[str, ...]] = [(f"urn:h:{n}", f"urn:h:{n + 1}", "") for n in range(length)]
    rows.append((f"urn:h:{length}", "urn:h:0" if shape == "circle" else "urn:t:tailor", ""))
    files = read_folder(write(tmp_path / "list", {"replacements.csv": rows[::-1] if shape == "backwards" else rows}))
    unknown = {"replacement.unknown": length} if shape == "circle" else {}
    assert files.by_reason == ({"replacement.cycle": 1} if unknown else {}) | unknown


def test_a_second_load_with_history_and_codes_changes_nothing(load: Load) -> None:
    tables = {"replacements": [HEIR], "codes": [("okpdtr", "19601", "Швея", "urn:t:tailor")]}
    load(**tables)
    again = load(**tables)
    assert (again.created, again.updated, again.retired_now, again.refused) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (("urn:t:old", "urn:t:nobody", ""), "replacement.unknown"),
        (("urn:t:tailor", "urn:t:tailor", ""), "replacement.in_use"),
        (("urn:t:sutler", "urn:t:sew", ""), "replacement.kind"),
        (("urn:t:sutler", "urn:t:sutler", ""), "replacement.cycle"),
        (("urn:t:old", "urn:t:tailor", "spring"), "replacement.date"),
        (("", "urn:t:tailor", ""), "missing.conceptUri"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused_and_nobody_is_replaced(
    load: Load, row: tuple[str, str, str], rule: str
) -> None:
    old = [("urn:t:tailor", "7531", "портной", ""), ("urn:t:sutler", "7531", "маркитант", "")]
    assert load(occupations_ru=old, replacements=[row]).by_reason == {rule: 1}
    assert not Concept.objects.filter(replaced_by__isnull=False).exists()


def test_a_concept_has_one_heir(load: Load) -> None:
    rows = [HEIR, ("urn:t:old", "urn:t:sutler", "")]
    old = [("urn:t:tailor", "7531", "портной", ""), ("urn:t:sutler", "7531", "маркитант", "")]
    assert load(occupations_ru=old, replacements=rows).by_reason == {"replacement.twice": 1}
    assert Concept.objects.get(uri="urn:t:old").replaced_by_id == concept_id("urn:t:tailor")


@pytest.mark.row("T-02", "T-04")
def test_an_old_national_id_leads_to_the_concept_and_an_unmapped_one_to_nothing(load: Load, client: Client) -> None:
    load(codes=[("okpdtr", "19601", "Швея", "urn:t:tailor"), ("okpdtr", "10001", "Авербандщик", "")])
    door = "/api/v1/codes?scheme=okpdtr&code="
    assert client.get(f"{door}19601").json()["id"] == str(concept_id("urn:t:tailor"))
    assert [client.get(f"{door}{code}").status_code for code in ("10001", "77777")] == [404, 404]
    assert "tailor" in client.get("/en/taxonomy/occupations?q=19601").content.decode()


@pytest.mark.row("T-04")
def test_mapped_and_unmapped_codes_add_up_to_all(load: Load, client: Client) -> None:
    codes = [("okz", str(n), "", "urn:t:tailor" if n % 3 else "") for n in range(1, 31)]
    refused = [("okz", "31", "", "urn:t:nobody"), ("okz", "1", "again", "")]
    summary = load(codes=[*codes, *refused])
    assert (summary.codes, summary.unmapped, summary.refused) == (30, 10, 2)
    assert [(it.codes, it.mapped, it.unmapped) for it in code_coverage()] == [(30, 20, 10)]
    assert client.get("/api/v1/codes/coverage").json() == [{"scheme": "okz", "codes": 30, "mapped": 20, "unmapped": 10}]
    assert OutsideCode.objects.count() == 30
