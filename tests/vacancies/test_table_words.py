"""What the ad rules find in a table: told by row before anything is sent, in the words of the form and the API."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from firststop.employers.models import Establishment
from firststop.vacancies.enums import AdStatus, RejectionCode, TableState
from firststop.vacancies.models import TableUpload, Vacancy
from firststop.vacancies.services import post_vacancy, reject_vacancy, tables
from firststop.vacancies.table import label_of
from tests import cast, people
from tests.vacancies.test_api import System, ad
from tests.vacancies.test_moderating import DOUBT
from tests.vacancies.test_table import csv_of
from tests.vacancies.test_table_upload import (
    DOOR,
    cut_off_after,
    found,
    outcomes,
    put_in,
    row,
    send,
    somebody_of,
    tried,
)

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-05", "V-10", "V-11")]
YOUNG_MAN = "Только мужчина до 35 лет."
LOW_PAY = {"pay_min": "2000", "pay_max": "2000", "pay_period": "month", "time_band": "full_time"}
#: What a row says that an ad must not say, or that a person has to read; the same for the table and the API.
SAID: list[dict[str, str]] = [
    {"requirements_text": YOUNG_MAN},
    {"title": "Секретарь, женщина до 30 лет"},
    {"conditions": "Оплата анкеты 300 рублей."},
    {"requirements_text": "Kadrga kyz kerek", "description": "Only women up to 35 years of age."},
    LOW_PAY,
    {"requirements_text": DOUBT},
    {"pay_min": "20000", "pay_max": "40000.01"},
]
#: Rules that leave the row out, and those that let it wait for a person.
REFUSING = {"wording.age", "wording.sex", "wording.fee", "wording.pay_floor"}
WAITING = {"wording.record", "pay.too_wide"}


@pytest.fixture
def system() -> System:
    """The software of a firm whose vacancies are public at once."""
    system = System()
    system.firm.published()
    return system


@pytest.fixture
def recruiter(system: System) -> Client:
    """Somebody of the same firm."""
    return somebody_of(system.firm)


def told(table: TableUpload) -> list[tuple[Any, ...]]:
    return [(it.row, it.severity, it.rule, it.pointer, it.column, it.value) for it in table.faults.all()]


@pytest.mark.parametrize("said", SAID)
def test_a_row_is_told_the_rules_words_and_way_on_that_the_api_tells_of_the_same_vacancy(
    system: System, recruiter: Client, said: dict[str, str]
) -> None:
    receipt = system.send(ad(**said)).json()
    assert receipt["problems"]
    table = tried(recruiter, row(1), row(2, **said))
    named = [(it.rule, it.pointer, it.detail, it.hint) for it in table.faults.all()]
    assert named == [(it["rule"], it["pointer"], it["detail"], it["hint"]) for it in receipt["problems"]]
    quoted = [it["value"] for it in receipt["problems"] if "value" in it]
    assert not quoted or quoted == [it.value for it in table.faults.all()]
    assert {it.row for it in table.faults.all()} == {3}
    refused = receipt["status"] == AdStatus.REJECTED
    assert {it.severity for it in table.faults.all()} == {"error" if refused else "warning"}
    assert outcomes(table) == (2 - refused, 0, 0, int(refused))
    assert {it.rule for it in table.faults.all()} <= (REFUSING if refused else WAITING)


def test_the_dry_run_tells_what_the_real_run_does(recruiter: Client) -> None:
    rows = [row(number, **said) for number, said in enumerate(SAID)]
    table = tried(recruiter, *rows, {**row(99), "цвет": "red"})
    before = Vacancy.objects.count()
    foreseen = (outcomes(table), told(table))
    assert {rule for _row, _severity, rule, *_where in foreseen[1]} == REFUSING | WAITING | {"table.unknown_column"}
    put_in(recruiter, table)
    assert (outcomes(table), told(table)) == foreseen
    waits = {it.reference: it.status for it in Vacancy.objects.filter(provider__startswith="organisation:")}
    assert waits == {"A-5": AdStatus.CHECKING, "A-6": AdStatus.CHECKING, "A-99": AdStatus.ACTIVE}
    assert Vacancy.objects.count() == before + 3


@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "These words exclude"), ("ru", "Эти слова исключают"), ("ky", "Бул сөздөр адамдарды")],
)
def test_words_are_told_in_the_readers_language_even_by_a_job(
    recruiter: Client, language: str, begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "AT_ONCE", 0)
    recruiter.post(DOOR.replace("/en/", f"/{language}/"), {"table": _file(row(1, requirements_text=YOUNG_MAN))})
    table = TableUpload.objects.get()
    tables.try_table(table.id, at=timezone.now())
    first = table.faults.all()[0]
    assert (first.rule, first.detail.startswith(begins), first.value) == ("wording.sex", True, "Только мужчина")
    assert first.hint.isascii() is (language == "en")


def test_the_page_says_which_rows_wait_for_a_person_and_which_could_be_better(recruiter: Client) -> None:
    Establishment.objects.update(size=10)
    silent = dict.fromkeys(("pay_min", "pay_max", "pay_currency"), "")
    table = tried(recruiter, row(1, **silent), row(2, requirements_text=DOUBT), row(3, requirements_text=YOUNG_MAN))
    page = recruiter.get(f"{DOOR}/{table.id}").content.decode()
    heads = ["Correct these in your file", "We read these rows first", "These rows could be better"]
    places = [page.index(f"<h2>{head}</h2>") for head in heads]
    words = ["These words exclude people by sex.", "A clean criminal record may be", "The ad does not show the pay."]
    assert [page.index(said) > place for said, place in zip(words, places, strict=True)] == [True] * 3
    assert told(table)[0][:3] == (2, "info", "pay.not_shown")
    assert outcomes(put_in(recruiter, table)) == (2, 0, 0, 1)
    assert Vacancy.objects.get(reference="A-1").status == AdStatus.ACTIVE


@pytest.mark.parametrize(("staff", "rules"), [(None, ["pay.not_shown"]), (10, ["pay.not_shown"]), (9, [])])
def test_a_firm_of_fewer_than_ten_is_not_advised_to_show_its_pay(
    recruiter: Client, staff: int | None, rules: list[str]
) -> None:
    Establishment.objects.update(size=staff)
    table = tried(recruiter, row(1, pay_min="", pay_max="", pay_currency=""))
    assert [rule for _row, _pointer, rule in found(table)] == rules
    assert outcomes(table) == (1, 0, 0, 0)


def test_a_row_that_a_person_refused_before_says_so_when_it_is_sent_again(recruiter: Client) -> None:
    put_in(recruiter, tried(recruiter, row(1, requirements_text=DOUBT)))
    sent = Vacancy.objects.get(reference="A-1")
    reject_vacancy(
        sent.id, code=RejectionCode.MISLEADING, text="Say how much.", by=people.moderator(), at=timezone.now()
    )
    table = tried(recruiter, row(1, requirements_text=DOUBT))
    assert [(it.rule, it.severity, it.hint) for it in table.faults.all()] == [
        ("rejected.misleading", "error", "Say how much.")
    ]
    assert outcomes(put_in(recruiter, table)) == (0, 0, 1, 0)
    assert [rule for _row, _pointer, rule in found(table)] == ["rejected.misleading"]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_report_names_row_and_column_as_they_stand_in_the_sheet(recruiter: Client, language: str) -> None:
    with override(language):
        heads = {name: label_of(name).upper() for name in row()} | {"pay_max": "  " + label_of("pay_max")}
        missing = label_of("description")
    rows = [
        {heads[name]: value for name, value in cells.items() if name != "description"}
        for cells in (row(1), {}, row(2, place_1="Атлантида", pay_max="9; 9", title="Нужен мужчина до 35 лет"))
    ]
    recruiter.post(DOOR.replace("/en/", f"/{language}/"), {"table": _file(*rows)})
    table = TableUpload.objects.get()
    body = b"".join(recruiter.get(f"{DOOR}/{table.id}/report.csv").streaming_content)  # type: ignore[attr-defined]
    lines = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert list(lines[0])[:6] == ["row", "pointer", "rule", "severity", "value", "hint"]
    assert [(it["row"], it["pointer"], it["column"], it["rule"]) for it in lines] == [
        ("2", "/description", missing, "missing.description"),
        ("4", "/pay_max", heads["pay_max"].strip(), "cell.amount"),
        ("4", "/description", missing, "missing.description"),
    ]


def test_a_heading_that_is_a_formula_or_markup_harms_neither_report_nor_page(recruiter: Client) -> None:
    table = tried(recruiter, row(1) | {"=HYPERLINK(1)": "x", "<script>alert(1)</script>": "y"})
    assert [(it.column, it.rule) for it in table.faults.all()] == [
        ("=HYPERLINK(1)", "table.unknown_column"),
        ("<script>alert(1)</script>", "table.unknown_column"),
    ]
    body = b"".join(recruiter.get(f"{DOOR}/{table.id}/report.csv").streaming_content)  # type: ignore[attr-defined]
    assert {it["column"][:2] for it in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))} == {"'=", "<s"}
    assert "<script>alert(1)" not in recruiter.get(f"{DOOR}/{table.id}").content.decode()


def test_lines_of_json_are_told_by_pointer_and_have_no_column(recruiter: Client) -> None:
    lines = [ad(reference="J-1", requirements_text=DOUBT), ad(reference="J-2", other_demands=[YOUNG_MAN])]
    send(recruiter, "\n".join(json.dumps(line) for line in lines).encode(), "ads.jsonl")
    table = TableUpload.objects.get()
    assert told(table)[0] == (1, "warning", "wording.record", "/requirements_text", "", DOUBT)
    assert [(row_, severity, pointer) for row_, severity, _rule, pointer, *_rest in told(table)[1:]] == [
        (2, "error", "/other_demands/0")
    ] * 2
    again = put_in(recruiter, table)
    assert (outcomes(again), len(told(again))) == ((1, 0, 0, 1), 3), "the first line is a row and not a header"


def test_a_run_that_was_cut_off_tells_nothing_twice(recruiter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "STEP", 1)
    table = tried(recruiter, *({**row(number, requirements_text=DOUBT), "цвет": "red"} for number in range(3)))
    before = told(table)
    monkeypatch.setattr(tables, "AT_ONCE", 0)
    recruiter.post(f"{DOOR}/{table.id}/apply")
    monkeypatch.setattr(tables, "post_vacancy", cut_off_after(2, post_vacancy))
    with pytest.raises(ConnectionAbortedError):
        tables.put_table_in(table.id, at=timezone.now())
    monkeypatch.setattr(tables, "post_vacancy", post_vacancy)
    tables.put_table_in(table.id, at=timezone.now())
    table.refresh_from_db()
    assert (table.state, told(table)) == (TableState.APPLIED, before)
    assert len(before) == 4


def test_another_firm_reads_nothing_of_what_was_found(recruiter: Client) -> None:
    table = tried(recruiter, row(1, requirements_text=YOUNG_MAN))
    answer = people.signed_in(cast.BAKYT).get(f"{DOOR}/{table.id}/report.csv")
    assert (answer.status_code, b"wording" in answer.content) == (404, False)


def _file(*rows: dict[str, str]) -> io.BytesIO:
    body = io.BytesIO(csv_of(*rows))
    body.name = "vacancies.csv"
    return body


@pytest.mark.row("V-06")
@pytest.mark.parametrize("first", ["table", "API"])
def test_one_reference_of_a_firm_is_one_ad_by_whichever_door_it_comes(
    system: System, recruiter: Client, first: str
) -> None:
    def by_table() -> tuple[int, int]:
        table = put_in(recruiter, tried(recruiter, row(1)))
        return table.created, table.updated

    def by_api() -> tuple[int, int]:
        result = system.send(ad(reference="A-1")).json()["result"]
        return int(result == "created"), int(result == "updated")

    doors = [by_table, by_api] if first == "table" else [by_api, by_table]
    assert [door() for door in doors] == [(1, 0), (0, 1)]
    assert Vacancy.objects.get(reference="A-1").version == 2
