"""An employer sends a table: sees what would become of it, then puts that very table in."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from firststop.core.jobs import hand_on
from firststop.core.models import Change
from firststop.taxonomy.models import Label, PlaceName
from firststop.vacancies.enums import TableState
from firststop.vacancies.models import TableFault, TableUpload, Vacancy
from firststop.vacancies.services import post_vacancy, tables
from firststop.vacancies.tasks import TABLE_TRIES
from tests import cast, people
from tests.counts import count
from tests.vacancies.test_life import Firm, ground
from tests.vacancies.test_table import FAULTS, GOOD, csv_of

pytestmark = pytest.mark.django_db
DOOR = "/en/vacancies/table"


@pytest.fixture
def recruiter() -> Client:
    """Somebody of a proven firm."""
    return somebody_of(Firm())


def somebody_of(_firm: Firm) -> Client:
    """Sign its recruiter in, in a country that knows a seamstress and Karakol."""
    occupation, place = ground()
    Label.objects.create(concept_id=occupation, language="ru", kind="preferred", text="Швея", folded="швея")
    PlaceName.objects.create(place_id=place, language="ky", text="Каракол", folded="каракол", preferred=True)
    return people.signed_in(cast.AIDA)


def row(number: int = 1, **changes: str) -> dict[str, str]:
    last_day = f"{timezone.localdate() + timedelta(days=30):%d.%m.%Y}"
    return {**GOOD, "place_1": "Каракол", "reference": f"A-{number}", "apply_by": last_day, **changes}


def send(client: Client, body: bytes, name: str = "vacancies.csv") -> Any:
    return client.post(DOOR, {"table": SimpleUploadedFile(name, body)})


def tried(client: Client, *rows: dict[str, str]) -> TableUpload:
    answer = send(client, csv_of(*rows))
    assert answer.status_code == 302, answer.content.decode()
    table = TableUpload.objects.latest("uploaded_at")
    while table.state == TableState.WAITING:
        tables.try_table(table.id, at=timezone.now())
        table.refresh_from_db()
    return table


def put_in(client: Client, table: TableUpload) -> TableUpload:
    answer = client.post(f"{DOOR}/{table.id}/apply")
    assert answer.status_code == 302
    tables.put_table_in(table.id, at=timezone.now())
    table.refresh_from_db()
    return table


def outcomes(table: TableUpload) -> tuple[int, int, int, int]:
    return table.created, table.updated, table.unchanged, table.refused


def found(table: TableUpload) -> list[tuple[int, str, str]]:
    return [(it.row, it.pointer, it.rule) for it in table.faults.all()]


@pytest.mark.row("V-04", "V-05")
def test_a_table_is_tried_first_and_nothing_of_it_is_in_before_the_employer_says_so(recruiter: Client) -> None:
    changes = Change.objects.count()
    table = tried(recruiter, row(1), row(2), row(3, openings="0"))
    assert outcomes(table) == (2, 0, 0, 1)
    assert (Vacancy.objects.count(), Change.objects.count()) == (0, changes)
    page = recruiter.get(f"{DOOR}/{table.id}").content.decode()
    assert "Publish the 2 good rows now" in page
    assert re.search(r"</span>openings</td>", page), "the column is called as in the table"


@pytest.mark.row("V-05")
def test_the_dry_run_equals_the_real_run(recruiter: Client) -> None:
    put_in(recruiter, tried(recruiter, row(1), row(2), row(3)))
    table = tried(recruiter, row(1), row(2, openings="7"), row(4), row(5, title=""))
    foreseen, faults = outcomes(table), found(table)
    assert foreseen == (1, 1, 1, 1)
    put_in(recruiter, table)
    assert (outcomes(table), found(table), table.state) == (foreseen, faults, TableState.APPLIED)
    assert Vacancy.objects.count() == 4
    assert Vacancy.objects.get(reference="A-2").openings == 7


def test_a_table_that_was_put_in_is_all_the_same_when_it_is_sent_again_and_makes_no_version(recruiter: Client) -> None:
    rows = [row(1), {**row(2), "reference": ""}]
    put_in(recruiter, tried(recruiter, *rows))
    again = put_in(recruiter, tried(recruiter, *rows))
    assert outcomes(again) == (0, 0, 2, 0)
    assert {vacancy.version for vacancy in Vacancy.objects.all()} == {1}


def test_a_table_is_put_in_once_however_often_the_button_is_pressed(recruiter: Client) -> None:
    table = tried(recruiter, row(1), row(2))
    for _press in range(3):
        put_in(recruiter, table)
    assert outcomes(table) == (2, 0, 0, 0)
    assert Vacancy.objects.count() == 2


def test_what_goes_in_is_what_was_tried_and_the_file_is_forgotten_afterwards(recruiter: Client) -> None:
    first = tried(recruiter, row(1, title="Швея первая"))
    tried(recruiter, row(1, title="Швея вторая"))
    put_in(recruiter, first)
    assert Vacancy.objects.get().title == "Швея первая"
    assert TableUpload.objects.get(id=first.id).body is None


@pytest.mark.row("V-05")
def test_a_large_table_is_settled_by_a_job_step_by_step_and_goes_on_where_it_was_cut_off(
    recruiter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "AT_ONCE", 0)
    monkeypatch.setattr(tables, "STEP", 2)
    send(recruiter, csv_of(*(row(number) for number in range(5))))
    table = TableUpload.objects.get()
    page = recruiter.get(f"{DOOR}/{table.id}").content.decode()
    assert (table.state, "We are reading your table" in page) == (TableState.WAITING, True)
    tables.try_table(table.id, at=timezone.now())
    monkeypatch.setattr(tables, "post_vacancy", cut_off_after(3, post_vacancy))
    assert recruiter.post(f"{DOOR}/{table.id}/apply").status_code == 302
    with pytest.raises(ConnectionAbortedError):
        tables.put_table_in(table.id, at=timezone.now())
    table.refresh_from_db()
    assert (outcomes(table), Vacancy.objects.count()) == ((2, 0, 0, 0), 2)
    tables.put_table_in(table.id, at=timezone.now())
    table.refresh_from_db()
    assert (outcomes(table), Vacancy.objects.count(), table.state) == ((5, 0, 0, 0), 5, TableState.APPLIED)


def cut_off_after(calls: int, act: Callable[..., Any]) -> Callable[..., Any]:
    left = [calls]

    def cut(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            raise ConnectionAbortedError
        return act(*args, **named)

    return cut


#: Twelve kinds of wrong cells, and the column and rule by which each is named.
TWELVE: list[tuple[dict[str, object], str, str]] = [
    ({"pay_min": "38 OOO"}, "/pay_min", "cell.letters"),
    ({"pay_min": 60000}, "/pay_min", "pay_min.pay_order"),
    ({"apply_by": "31.09.2020"}, "/apply_by", "cell.no_such_day"),
    ({"openings": 0}, "/openings", "openings.greater_than_equal"),
    ({"openings": "=1+1"}, "/openings", "cell.formula"),
    ({"title": None}, "/title", "missing.title"),
    ({"title": "<b>Швея</b>"}, "/title", "title.markup"),
    ({"occupation": "многостаночник-универсал"}, "/occupation", "occupation.unknown"),
    ({"contract": "eternal"}, "/contract", "cell.choice"),
    ({"place_1": "Атлантида"}, "/places/0/name", "place.unknown"),
    ({"apply_1": "12"}, "/apply_channels/0/value", "apply_channels.phone_number"),
    ({"reference": "A-2"}, "/reference", "reference.twice"),
]


@pytest.mark.row("V-05")
def test_a_spreadsheet_with_twelve_kinds_of_wrong_cells_is_told_these_twelve_by_row_and_field(
    recruiter: Client,
) -> None:
    good = {**row(), "openings": 2, "pay_min": 38000, "pay_max": 52000}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(good))
    wrong = [{**good, "reference": f"B-{kind}", **change} for kind, (change, *_told) in enumerate(TWELVE)]
    for cells in ({**good, "reference": "A-2"}, *wrong, {**good, "reference": "A-3"}):
        sheet.append([cells.get(name) for name in good])
    out = io.BytesIO()
    book.save(out)
    assert send(recruiter, out.getvalue(), "october.xlsx").status_code == 302
    table = TableUpload.objects.get()
    assert found(table) == [(number + 3, pointer, rule) for number, (_change, pointer, rule) in enumerate(TWELVE)]
    assert outcomes(table) == (2, 0, 0, 12)
    assert all(it.detail and it.hint for it in table.faults.all())


@pytest.mark.row("V-05")
def test_the_planted_faults_of_a_long_table_are_told_and_no_others(recruiter: Client) -> None:
    """10,000 rows with 137 planted faults, exactly those 137; the good ones are all foreseen as new."""
    rng = random.Random(137)
    rows = [row(number) for number in range(count(300, proof=10_000))]
    planted = []
    for number in sorted(rng.sample(range(len(rows)), 137)):
        change, pointer, rule = rng.choice(FAULTS)
        rows[number] |= change
        planted.append((number + 2, pointer, rule))
    table = tried(recruiter, *rows)
    assert found(table) == planted
    assert outcomes(table) == (len(rows) - 137, 0, 0, 137)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "status", "said"),
    [
        ("a.csv", csv_of(GOOD).decode().encode("utf-16"), 400, "We cannot tell the encoding"),
        ("a.csv", csv_of(GOOD).decode().encode("koi8-r"), 400, "We cannot tell the encoding"),
        ("a.csv", b"%PDF-1.7 none", 415, "We read CSV, XLSX and JSON Lines"),
        ("a.xlsx", b"hello", 415, "We read CSV, XLSX and JSON Lines"),
        ("a.xlsx", b"PK\x03\x04 nothing", 400, "We cannot read this workbook"),
        ("a.xlsx", bomb(), 413, "This file is over 50 MB"),
        ("a.csv", b"", 400, "This file is empty"),
        ("a.csv", b";;;\n1;2;3", 400, "The first row has no column names"),
        ("a.csv", b"title;occupation\n", 400, "There is no vacancy in this table"),
        ("a.csv", b'title\n"never closed', 400, "This is not a CSV file"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence_with_a_way_on_and_nothing_is_kept(
    recruiter: Client, name: str, body: bytes, status: int, said: str
) -> None:
    answer = send(recruiter, body, name)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert (TableUpload.objects.count(), Vacancy.objects.count()) == (0, 0)


def test_a_table_of_50_001_rows_is_refused_as_a_whole(recruiter: Client) -> None:
    send(recruiter, b"title\n" + b"Welder\n" * 50_001)
    table = TableUpload.objects.get()
    tables.try_table(table.id, at=timezone.now())
    page = recruiter.get(f"{DOOR}/{table.id}").content.decode()
    assert found(table) == [(0, "", "table.rows")]
    assert "more than 50000 rows" in page
    assert recruiter.post(f"{DOOR}/{table.id}/apply").status_code == 409
    assert Vacancy.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    recruiter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def touched(*_args: object) -> None:
        raise AssertionError("the form was read")

    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest._load_post_and_files", touched)
    form = "multipart/form-data; boundary=b"
    answer = recruiter.generic("POST", DOOR, b"x", form, CONTENT_LENGTH=str(51_000_000))
    assert (answer.status_code, "over 50 MB" in answer.content.decode()) == (413, True)
    assert TableUpload.objects.count() == 0


def test_the_form_for_a_table_asks_for_its_token(recruiter: Client) -> None:
    recruiter.handler.enforce_csrf_checks = True
    assert send(recruiter, csv_of(row())).status_code == 403
    assert TableUpload.objects.count() == 0


def test_words_that_break_the_law_are_told_before_anything_is_sent(recruiter: Client) -> None:
    table = tried(recruiter, row(1, title="Секретарь, женщина до 30 лет"))
    assert (outcomes(table), {it.pointer for it in table.faults.all()}) == ((0, 0, 0, 1), {"/title"})


def test_an_unproven_firm_reads_which_rows_are_over_its_twenty_a_day() -> None:
    client = somebody_of(Firm(verified=False))
    rows = [row(number) for number in range(22)]
    table = tried(client, *rows)
    foreseen = outcomes(table)
    assert foreseen == (20, 0, 0, 2)
    assert outcomes(put_in(client, table)) == foreseen


def test_the_report_has_every_fault_and_no_cell_that_a_spreadsheet_would_run(recruiter: Client) -> None:
    table = tried(recruiter, row(1, openings="=1+1"), row(2, title=""))
    answer = recruiter.get(f"{DOOR}/{table.id}/report.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert [line.split(",")[:3] for line in lines] == [
        ["row", "pointer", "rule"],
        ["2", "/openings", "cell.formula"],
        ["3", "/title", "missing.title"],
    ]
    assert "'=1+1" in lines[1]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_can_be_filled_and_sent_back(recruiter: Client, kind: str) -> None:
    body = recruiter.get(f"{DOOR}/template.{kind}").content
    if kind == "xlsx":
        book = load_workbook(io.BytesIO(body))
        book.worksheets[0]["A2"] = "A-1"
        out = io.BytesIO()
        book.save(out)
        body = out.getvalue()
    else:
        body = body.replace(b"\nexample;", b"\nA-1;")
    assert send(recruiter, body, f"a.{kind}").status_code == 302
    table = TableUpload.objects.get()
    assert {pointer for _row, pointer, _rule in found(table)} <= {"/occupation", "/places/0/name"}
    assert table.read == 1


def test_another_firms_table_is_not_there(recruiter: Client) -> None:
    table = tried(recruiter, row())
    stranger = people.signed_in(cast.BAKYT)
    for page in ("", "/report.csv"):
        assert stranger.get(f"{DOOR}/{table.id}{page}").status_code == 404
    assert stranger.post(f"{DOOR}/{table.id}/apply").status_code == 404
    assert (TableUpload.objects.get().state, Vacancy.objects.count()) == (TableState.TRIED, 0)


@pytest.mark.parametrize("who", [cast.ERMEK, cast.GULNARA])
def test_who_does_not_write_for_an_enterprise_finds_no_such_page(who: cast.Person) -> None:
    assert people.signed_in(who).get(DOOR).status_code == 404


def test_faults_go_with_their_table(recruiter: Client) -> None:
    tried(recruiter, row(1, title="")).delete()
    assert TableFault.objects.count() == 0


def die(task: str) -> None:
    """End the job of a task as often as it is tried: each time its worker is lost while it runs."""
    jobs = ProcrastinateJob.objects.filter(task_name=task)
    for _worker in range(TABLE_TRIES + 1):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = %s AND status = 'todo'", [task]
            )
        async_to_sync(hand_on)(app.job_manager)
        if jobs.get().status == "failed":
            return
    pytest.fail("the job is never given up")


@pytest.mark.row("V-05")
def test_a_table_that_ends_each_of_its_workers_is_given_up_and_its_page_says_so(
    recruiter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "AT_ONCE", 0)
    assert send(recruiter, csv_of(row(1), row(2))).status_code == 302
    table = TableUpload.objects.get()
    page = f"{DOOR}/{table.id}"
    assert (tables.give_up_tables(), "We are reading your table" in recruiter.get(page).content.decode()) == (0, True)
    die("vacancies.try_table")
    assert tables.give_up_tables() == 1
    said = recruiter.get(page).content.decode()
    for words in ("We could not finish your table", "Nothing is published", "Send it again, or in smaller parts."):
        assert words in said
    assert "hx-trigger" not in said
    assert (tables.give_up_tables(), Vacancy.objects.count()) == (0, 0)
    assert tried(recruiter, row(1), row(2)).state == TableState.TRIED


@pytest.mark.row("V-05")
def test_what_came_in_of_a_table_that_is_given_up_stays_in_and_comes_in_once(
    recruiter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tried(recruiter, row(1), row(2))
    for name in ("AT_ONCE", "STEP"):
        monkeypatch.setattr(tables, name, 1)

    def dies_at_the_second(*given: Any, **facts: Any) -> Any:
        if Vacancy.objects.exists():
            raise KeyboardInterrupt
        return post_vacancy(*given, **facts)

    assert recruiter.post(f"{DOOR}/{table.id}/apply").status_code == 302
    monkeypatch.setattr(tables, "post_vacancy", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        tables.put_table_in(table.id, at=timezone.now())
    die("vacancies.put_table_in")
    assert tables.give_up_tables() == 1
    assert "1 of 2 rows were settled" in recruiter.get(f"{DOOR}/{table.id}").content.decode()
    monkeypatch.setattr(tables, "post_vacancy", post_vacancy)
    again = put_in(recruiter, tried(recruiter, row(1), row(2)))
    assert (outcomes(again), Vacancy.objects.count()) == ((1, 0, 1, 0), 2)
