"""When the work is: a writer says hours, start and last days, or nothing of it, and readers see what was said."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from firststop.core.models import Draft
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import accept_vacancy
from tests import cast, people
from tests.vacancies.test_posting import page_of
from tests.vacancies.test_previewing import fact
from tests.vacancies.test_writing import ANSWERS, begun, firm, read, written

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-01")]
NO_CHOICE = "Select a valid choice. at_night is not one of the available choices."
ONLY_A_DAY = {"start_date_day": "3", "start_date_month": "", "start_date_year": ""}


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a day as the form sends it."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def in_days(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def end_of(day: date) -> datetime:
    """Return the last second of a day in Bishkek, six hours before that of Greenwich."""
    return datetime(day.year, day.month, day.day, 17, 59, 59, tzinfo=UTC)


def stated() -> dict[str, str]:
    """Return an answer to every question of the step."""
    return {
        "schedule": "shift",
        "time_band": "part_time",
        "hours_percent_min": "37,5",
        "hours_percent_max": "50",
        **boxes("start_date", in_days(40)),
        **boxes("apply_by", in_days(30)),
        **boxes("expires_at", in_days(60)),
    }


def told(client: Client, address: str, **answers: str) -> list[tuple[str, str]]:
    """Send a step with a mistake and return the field and the sentence of each thing that is told."""
    answer = client.post(address, {**ANSWERS["times"], **answers})
    assert (answer.status_code, Draft.objects.get().values) == (400, {})
    return [(name, str(error)) for name, errors in answer.context["form"].errors.items() for error in errors]


def test_every_answer_is_kept_shown_again_and_reaches_the_readers() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, times=stated())
    form = client.get(f"{draft}/times").context["form"]
    assert [form[name].value() for name in ("start_date", "apply_by", "expires_at")] == [*map(in_days, (40, 30, 60))]
    seen = read(client, f"{draft}/preview")
    for label, value in {
        "Is it full time or part time?": "Part time",
        "Percent of full time, least": "37.5",
        "Until which day can people apply?": date_format(in_days(30)),
    }.items():
        assert label in seen
        assert value in seen
    client.post(f"{draft}/preview")
    sent = Vacancy.objects.get()
    assert sent.record["hours_percent_min"] == 37.5
    assert sent.record["start_date"] == in_days(40).isoformat()
    assert (sent.record["schedule"], sent.record["time_band"]) == ("shift", "part_time")
    assert (sent.apply_by, sent.expires_at) == (end_of(in_days(30)), end_of(in_days(60)))


def test_nobody_has_to_say_more_than_how_the_hours_lie() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    assert client.post(f"{begun(client)}/times", {"schedule": "shift"}).status_code == 302
    assert {name: value for name, value in Draft.objects.get().values.items() if value} == {"schedule": "shift"}


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"schedule": ""}, "schedule", "Choose how the hours lie."),
        ({"time_band": "at_night"}, "time_band", NO_CHOICE),
        (
            {"hours_percent_min": "80", "hours_percent_max": "50"}, "hours_percent_min",
            '"From" is above "to". Swap the two numbers.',
        ),
        (
            {"hours_percent_max": "half"}, "hours_percent_max",
            "This is no amount. Write digits only, for example 32000.",
        ),
        (ONLY_A_DAY, "start_date", "Write day, month and year."),
        (boxes("start_date", date(2026, 2, 28)) | {"start_date_day": "30"}, "start_date", "Write day, month and year."),
        (
            boxes("apply_by", date(2199, 1, 1)), "apply_by",
            "This year cannot be right. Write a day between 1990 and 2100.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_at_its_field(answers: dict[str, str], field: str, sentence: str) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    assert told(client, f"{begun(client)}/times", **answers) == [(field, sentence)]


@pytest.mark.row("V-08")
@pytest.mark.parametrize(
    ("name", "days", "sentence"),
    [
        ("apply_by", -1, "This day is over. Choose a later day."),
        ("expires_at", -1, "This day is over. Choose a later day."),
        ("expires_at", 181, "An ad is public for 180 days at most. Choose an earlier day."),
    ],
)
def test_a_last_day_that_cannot_be_is_told_at_once_and_leads_to_its_first_box(
    name: str, days: int, sentence: str
) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    address = f"{begun(client)}/times"
    assert told(client, address, **boxes(name, in_days(days))) == [(name, sentence)]
    html = client.post(address, {**ANSWERS["times"], **boxes(name, in_days(days))}).content.decode()
    assert f'<a href="#id_{name}_day">' in html
    assert f'id="id_{name}_day"' in html


@pytest.mark.row("V-08")
@pytest.mark.parametrize(("days", "public_for"), [(None, 90), (20, 20), (180, 180)])
def test_an_ad_is_public_as_long_as_its_writer_says_and_ninety_days_if_nothing_is_said(
    days: int | None, public_for: int
) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, times=boxes("expires_at", in_days(days)) if days else {})
    assert "90 days if you leave it empty, 180 at most." in read(client, f"{draft}/times")
    client.post(f"{draft}/preview")
    at = timezone.now()
    ends = accept_vacancy(Vacancy.objects.get().id, by=people.moderator(), at=at).expires_at
    assert ends
    assert abs(ends - at - timedelta(days=public_for)) < timedelta(days=1)


@pytest.mark.row("V-08")
def test_a_day_that_passed_while_the_draft_lay_is_told_before_sending_and_leads_to_its_box() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client)
    kept = Draft.objects.get()
    Draft.objects.update(values={**kept.values, "apply_by": "2026-01-01T17:59:59Z"})
    html = client.post(f"{draft}/preview").content.decode()
    assert f'<a href="{draft}/times#id_apply_by_day">This day is over. Choose a later day.</a>' in html
    assert not Vacancy.objects.exists()


def earlier() -> Vacancy:
    """Return a published ad that says when the work is, its last days at noon and not at the end of a day."""
    made = firm()
    says: dict[str, Any] = {
        "time_band": "part_time",
        "hours_percent_max": "50",
        "immediate": True,
        "start_date": in_days(40).isoformat(),
        "apply_by": f"{in_days(30)}T06:00:00Z",
        "expires_at": f"{in_days(60)}T06:00:00Z",
    }
    posted = made.post(at=timezone.now(), employer_name="Кумуш Ийне", **says)
    return accept_vacancy(posted.id, by=people.moderator(), at=timezone.now())


def test_a_correction_keeps_each_last_day_to_the_second_until_another_is_said() -> None:
    before = earlier().record
    client = people.signed_in(cast.AIDA)
    address = client.post(f"/en/vacancies/{Vacancy.objects.get().id}/correct").headers["Location"]
    step = address.replace("/preview", "/times")
    sent = {"schedule": "full_day", "time_band": "part_time", "hours_percent_max": "50", "immediate": "on"}
    days = boxes("start_date", in_days(40)) | boxes("apply_by", in_days(30)) | boxes("expires_at", in_days(60))
    client.post(step, sent | days)
    client.post(address)
    assert Vacancy.objects.get().record == before
    address = client.post(f"/en/vacancies/{Vacancy.objects.get().id}/correct").headers["Location"]
    client.post(address.replace("/preview", "/times"), sent | days | boxes("apply_by", in_days(31)))
    client.post(address)
    after = Vacancy.objects.get()
    assert after.apply_by == end_of(in_days(31))
    assert after.record == {**before, "apply_by": after.record["apply_by"]}


def test_a_copy_keeps_the_hours_and_the_start_and_has_no_last_day() -> None:
    vacancy = earlier()
    client = people.signed_in(cast.AIDA)
    client.post("/en/vacancies/new", {"copy": str(vacancy.id)})
    kept = Draft.objects.get().values
    for name in ("schedule", "time_band", "hours_percent_max", "immediate", "start_date"):
        assert (name, kept[name]) == (name, vacancy.record[name])
    assert {"apply_by", "expires_at"}.isdisjoint(kept)


#: What an ad says, its row on the page, and the words of that row in English, Russian and Kyrgyz.
WORDS: list[tuple[dict[str, Any], str, tuple[str, str, str]]] = [
    ({"schedule": "shift"}, "Hours", ("Shifts", "Смены", "Сменалар")),
    ({"time_band": "full_time"}, "Hours", ("Full time", "Полная занятость", "Толук жумуш убактысы")),
    ({"time_band": "part_time"}, "Hours", ("Part time", "Частичная занятость", "Жарым-жартылай жумуш убактысы")),
    (
        {"hours_percent_min": 37.5, "hours_percent_max": 50}, "Hours",
        ("37.5 to 50 percent of full time", "От 37,5 до 50 процентов полного дня", "Толук убакыттын 37,5–50 пайызы"),
    ),
    (
        {"hours_percent_min": 80, "hours_percent_max": 80}, "Hours",
        ("80 percent of full time", "80 % полного дня", "Толук убакыттын 80 пайызы"),
    ),
    (
        {"hours_percent_min": 40}, "Hours",
        ("From 40 percent of full time", "От 40 процентов полного дня", "Толук убакыттын 40 пайызынан"),
    ),
    (
        {"hours_percent_max": 40}, "Hours",
        ("Up to 40 percent of full time", "До 40 процентов полного дня", "Толук убакыттын 40 пайызына чейин"),
    ),
    ({"immediate": True}, "Start", ("At once", "Сразу", "Дароо")),
    ({"start_date": "2027-03-01"}, "Start", ("1 March 2027", "1 марта 2027 г.", "2027-жылдын 1-марты")),
    ({"duration": "До 31 мая"}, "For how long", ("До 31 мая",) * 3),
    (
        {"bonus": ["monthly", "yearly"]}, "Bonus",
        ("Every month; Every year", "Каждый месяц; Каждый год", "Ай сайын; Жыл сайын"),
    ),
    ({"bonus": ["none"]}, "Bonus", ("None", "Нет", "Жок")),
]  # fmt: skip
LABELS = {
    "Hours": ("Hours", "График", "Иш убактысы"),
    "Start": ("Start", "Начало работы", "Иштин башталышы"),
    "For how long": ("For how long", "На какой срок", "Канча убакытка"),
    "Bonus": ("Bonus", "Премия", "Сыйлык акы"),
}


@pytest.mark.row("V-10")
@pytest.mark.parametrize(("said", "label", "words"), WORDS)
def test_readers_see_it_in_their_language(said: dict[str, Any], label: str, words: tuple[str, str, str]) -> None:
    vacancy, _page = page_of(**{"schedule": None, **said})
    for language, name, value in zip(("en", "ru", "ky"), LABELS[label], words, strict=True):
        html = read(Client(), f"/{language}/vacancies/{vacancy.id}").replace("\u00a0", " ")
        assert strip_tags(fact(html, name) or "") == value


def test_an_ad_that_says_nothing_of_it_has_none_of_these_rows() -> None:
    _vacancy, html = page_of(schedule=None)
    assert [fact(html, label) for label in LABELS] == [None] * len(LABELS)
