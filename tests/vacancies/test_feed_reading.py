"""Files of sources: read in order, a bad record never costing its neighbours; hostile ones do no harm."""

import json
from pathlib import Path
from typing import Any

import pytest

from firststop.core.refusals import Code, Problem
from firststop.core.tables import Limits
from firststop.vacancies.feeds import FEEDS, RawRecord, map_raw, read_records
from firststop.vacancies.schemas import VacancyIn
from tests.cast import SHARED
from tests.vacancies.feed_records import ad, bulk, live, mapped

pytestmark = pytest.mark.row("SR-21")

JOBS, TRUD = FEEDS["jobtech"], FEEDS["trudvsem"]


def write(folder: Path, name: str, value: Any) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    body = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    file.write_bytes(body)
    return file


def read(path: Path, feed: str = "jobtech") -> list[RawRecord]:
    return list(read_records(FEEDS[feed], [path]))


def refused(path: Path, feed: str = "jobtech") -> list[str]:
    return [raw.value.rule for raw in read(path, feed) if isinstance(raw.value, Problem)]


@pytest.mark.skipif(SHARED is None, reason="shared data is not on this machine")
@pytest.mark.parametrize(("provider", "files", "count"), [("trudvsem", 2, 3), ("jobtech", 2, 7)])
def test_real_files_hold_as_many_records_as_their_list_says(provider: str, files: int, count: int) -> None:
    assert SHARED is not None
    raws = read(SHARED / "feeds" / provider, provider)
    assert (len({raw.file for raw in raws}), len(raws)) == (files, count)
    assert all(map_raw(FEEDS[provider], raw).vacancy is not None for raw in raws)


def test_a_folder_is_read_with_its_folders_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.json", "a/2.json", "a/1.JSON", "c.jsonl", ".hidden/x.json", "readme.txt"):
        write(tmp_path, name, ad(id=name))
    assert [raw.file for raw in read(tmp_path)] == ["a/1.JSON", "a/2.json", "b.json", "c.jsonl"]


def test_a_named_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, "ads.txt", ad()))) == 1


@pytest.mark.parametrize(
    ("document", "count"),
    [
        (ad(), 1),
        ({"total": {"value": 2}, "hits": [ad(id=1), ad(id=2)]}, 2),
        ({"hits": []}, 0),
        ([ad(id=1), {"id": 2, "removed": True}], 2),
        ([], 0),
    ],
)
def test_jobtech_sends_one_ad_an_answer_or_a_list(document: Any, count: int, tmp_path: Path) -> None:
    raws = read(write(tmp_path, "a.json", document))
    assert [raw.row for raw in raws] == list(range(1, count + 1))
    assert refused(tmp_path) == []


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ({"status": "200", "results": {"vacancies": [{"vacancy": live()}, {"vacancy": live(id="2")}]}}, 2),
        ({"status": "200", "meta": {"total": 0}, "results": {}}, 0),
        ({"vacancies": [bulk()]}, 1),
        ([bulk(), live()], 2),
        (live(), 1),
        ({"vacancy": live()}, 1),
    ],
)
def test_work_in_russia_sends_answers_bulk_files_and_lists(document: Any, count: int, tmp_path: Path) -> None:
    assert len(read(write(tmp_path, "a.json", document), "trudvsem")) == count
    assert refused(tmp_path, "trudvsem") == []


def test_lines_of_json_are_records_and_a_bad_one_costs_itself_only(tmp_path: Path) -> None:
    good = json.dumps(ad()).encode()
    for name in ("a.jsonl", "b.json"):
        file = write(tmp_path, name, good + b"\n{broken\n\n" + good + b"\n")
        assert refused(file) == ["parse"]
        assert [raw.row for raw in read(file)] == [1, 2, 3]


def test_a_fault_in_a_line_of_json_names_the_line_of_the_file(tmp_path: Path) -> None:
    good = json.dumps(ad()).encode()
    file = write(tmp_path, "a.jsonl", b"\n".join([good, b"", good, good, b"{broken"]))
    assert [str(raw.value.hint) for raw in read(file) if isinstance(raw.value, Problem)] == [
        "Look at line 5, column 2."
    ]


def test_a_record_of_a_list_that_is_no_json_costs_itself_and_is_found_where_it_stands(tmp_path: Path) -> None:
    good = json.dumps(ad(), ensure_ascii=False)
    body = f'{{"total": 3,\n"hits" : [{good} ,\n  {good}, {{"headline": "Träd", broken, "a": ["]}}"]}},{good}\n] }}'
    raws = read(write(tmp_path, "a.json", b"\xef\xbb\xbf" + body.encode()))
    assert [isinstance(raw.value, Problem) for raw in raws] == [False, False, True, False]
    place = body.split("\n")[2].index("broken") + 1
    assert [str(it.value.hint) for it in raws if isinstance(it.value, Problem)] == [f"Look at line 3, column {place}."]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"<html>Service unavailable</html>",
        b'{"headline": "Tr\xe4det"}',
        '{"headline": "x"}'.encode("utf-16"),
        b'{"headline": "x"}\x00',
        b'{"hits": [], "hits": []}',
        b"[" * 100_000,
        b'"text"',
        b'{"error": "not found"}',
    ],
)
def test_a_file_that_cannot_be_read_is_one_refused_record(body: bytes, tmp_path: Path) -> None:
    assert refused(write(tmp_path, "a.json", body)) == ["parse"]


def test_an_answer_that_reports_an_error_is_refused_and_not_empty(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "a.json", {"status": "500", "results": {}}), "trudvsem") == ["parse"]


@pytest.mark.parametrize(
    "flaw",
    [
        '"a": 1, "a": 2',
        '"a\\u0000": 1',
        '"a": ' + "[" * 40 + "]" * 40,
    ],
)
def test_a_flawed_record_is_refused_and_its_neighbours_are_read(flaw: str, tmp_path: Path) -> None:
    body = f'[{{"id": 1, {flaw}}}, {json.dumps(ad())}, 7]'.encode()
    raws = read(write(tmp_path, "a.json", body))
    assert [isinstance(raw.value, Problem) for raw in raws] == [True, False, True]


@pytest.mark.parametrize("value", [b"NaN", b"-Infinity", b"1" + b"0" * 30, b"1e400", b'"\\u0000"', b'"\\ud800"'])
@pytest.mark.parametrize("name", ["salary_max", "duty", "work_places", "date_modify", "skills", "nobody_asks_for_it"])
def test_a_value_that_nobody_can_read_costs_itself_and_the_ad_is_kept(name: str, value: bytes, tmp_path: Path) -> None:
    record = json.dumps({**live(), name: "HERE"}, ensure_ascii=False).encode().replace(b'"HERE"', value)
    (raw,) = read(write(tmp_path, "a.json", record), "trudvsem")
    found = map_raw(TRUD, raw)
    assert found.vacancy is not None
    (note,) = (note for note in found.notes if note.problem.pointer == f"/{name}" and note.problem.rule != "pay.order")
    assert note.problem.rule in (f"unreadable.{name}", "loss")
    (note.problem.value or "").encode()


def test_a_text_that_nobody_can_read_is_named_by_its_field_also_inside_a_list() -> None:
    notes = {note.problem.rule: note.problem for note in mapped("trudvsem", live(skills=["Сварка", "a\0b"])).notes}
    assert (notes["unreadable.skills"].pointer, notes["unreadable.skills"].value) == ("/skills/1", "a\ufffdb")


def test_an_id_that_is_too_long_is_refused_for_that_and_shown() -> None:
    (problem,) = mapped("trudvsem", live(id="x" * 300)).refusals
    assert (problem.rule, problem.pointer, str(problem.detail)) == (
        "reference.too_long", "/id", "This id is over 255 characters long.",
    )  # fmt: skip
    assert problem.value is not None
    assert problem.value.startswith("xxx")


def test_a_report_shows_a_value_as_the_source_wrote_it() -> None:
    record = live(premium={"rate": 1.5, "paid": True, "note": None}, urgent=True, company={"name": "A", "hr": [1, "б"]})
    told = {note.problem.pointer: note.problem.value for note in mapped("trudvsem", record).notes}
    assert told["/premium"] == '{"rate": 1.5, "paid": true, "note": null}'
    assert (told["/urgent"], told["/company/hr"]) == ("true", '[1, "б"]')
    pay = mapped("trudvsem", live(salary="от 300000", salary_min=-5, salary_max=None))
    assert {n.problem.value for n in pay.notes if n.problem.rule == "pay.negative"} == {"от 300000 -5"}


def test_a_file_over_50_mb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "big.json"
    with file.open("wb") as stream:
        stream.truncate(Limits().size + 1)
    raw = read(file)[0]
    assert isinstance(raw.value, Problem)
    assert (raw.value.code, raw.value.rule) == (Code.TOO_LARGE, "too_large")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.json") == ["parse"]


def settled(provider: str, record: dict[str, Any]) -> tuple[VacancyIn, dict[str, str]]:
    found = mapped(provider, record)
    assert found.vacancy is not None
    return found.vacancy, {note.problem.rule: note.problem.pointer for note in found.notes}


def hints(record: dict[str, Any]) -> dict[str, str]:
    return {note.problem.rule: str(note.problem.hint) for note in mapped("jobtech", record).notes}


def test_a_title_of_a_megabyte_is_cut_and_told() -> None:
    vacancy, notes = settled("jobtech", ad(headline="x" * 1_000_000))
    assert vacancy.title == "x" * 255
    assert notes["title.string_too_long"] == "/headline"
    assert hints(ad(headline="x" * 256))["title.string_too_long"] == "This value was shortened."
    assert hints(ad(employer={"name": "A", "url": "x y"}))["employer_site.web_address"] == "This value was left out."


def test_a_hundred_thousand_skills_are_cut_to_a_hundred_and_told() -> None:
    skills = [{"label": f"skill {number}"} for number in range(100_000)]
    vacancy, notes = settled("jobtech", ad(must_have={"skills": skills}))
    assert vacancy.skills is not None
    assert len(vacancy.skills) == 100
    assert notes["too_many.skills"] == notes["skills.too_long"] == "/must_have/skills"


@pytest.mark.parametrize(
    ("change", "rule", "name"),
    [
        ({"employer": {"name": "A", "url": "javascript:alert(1)"}}, "employer_site.web_address", "employer_site"),
        ({"number_of_vacancies": 99_999}, "openings.less_than_equal", "openings"),
        ({"scope_of_work": {"min": 90, "max": 10}}, "hours_percent_min.hours_order", "hours_percent_min"),
        ({"scope_of_work": {"min": 1, "max": 1000}}, "hours_percent_max.less_than_equal", "hours_percent_max"),
    ],
)
def test_a_value_that_the_schema_refuses_is_left_out_and_told(change: dict[str, Any], rule: str, name: str) -> None:
    vacancy, notes = settled("jobtech", ad(**change))
    assert getattr(vacancy, name) is None
    assert rule in notes


def test_bad_contacts_lose_what_is_bad_and_keep_the_rest() -> None:
    contacts = [{"name": "A", "email": "no address", "telephone": "call me"}, {"name": "B", "email": "b@example.org"}]
    vacancy, _notes = settled("jobtech", ad(application_contacts=contacts))
    assert [contact.model_dump(exclude_none=True) for contact in vacancy.contacts or []] == [
        {"name": "A"},
        {"name": "B", "email": "b@example.org"},
    ]


def test_marks_that_turn_the_reading_direction_are_gone() -> None:
    assert mapped("jobtech", ad(headline="A\u202eB\u200b")).vacancy is not None
    assert settled("jobtech", ad(headline="A\u202eB\u200b"))[0].title == "AB"


@pytest.mark.parametrize("name", sorted(ad()))
@pytest.mark.parametrize("value", [None, [], {}, 7, "x", True, [None], {"label": 7}, [[1]], {"x": [{}]}])
def test_a_value_of_another_kind_never_breaks_the_mapper(name: str, value: Any) -> None:
    found = mapped("jobtech", ad(**{name: value}))
    assert found.vacancy is not None or found.refusals or found.kind == "removal"


@pytest.mark.parametrize("name", sorted(live().keys() | bulk().keys()))
@pytest.mark.parametrize("value", [None, [], {}, 7, "x", True, [None], {"name": 7}, [[1]], {"address": [{}, 7]}])
def test_no_value_breaks_the_other_mapper_either(name: str, value: Any) -> None:
    for record in (live(**{name: value}), bulk(**{name: value})):
        found = mapped("trudvsem", record)
        assert found.vacancy is not None or found.refusals or found.kind == "removal"
