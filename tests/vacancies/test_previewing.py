"""What a vacancy asks stands on its page; before it is sent, its writer sees that page and what is wrong with it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firststop.core.models import Draft
from firststop.employers.models import Establishment
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import accept_vacancy
from tests import cast, people
from tests.vacancies.test_posting import page_of, skilled
from tests.vacancies.test_writing import ANSWERS, begun, firm, read, written

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-01")]
ASKED: dict[str, Any] = {
    "experience_months": 36,
    "education": 3,
    "experience_replaces_education": True,
    "licences": ["B", "CE"],
    "own_car": True,
    "languages": [
        {"code": "ru", "cefr": "B1", "must": True},
        {"code": "de", "must": False},
        {"code": "so", "name": "Somaliska"},
    ],
}


def fact(html: str, label: str) -> str | None:
    found = re.search(rf"<dt>{label}</dt><dd>(.*?)</dd>", html, re.DOTALL)
    return found.group(1) if found else None


def test_what_an_ad_asks_for_stands_on_its_page() -> None:
    _vacancy, html = page_of(**ASKED)
    assert fact(html, "Experience") == "From 3 years"
    assert fact(html, "Education") == "Secondary school completed, or experience instead"
    assert fact(html, "Driving licence") == "B, CE, your own car"
    assert fact(html, "Languages") == "Russian, B1: gets along; German, good to have; Somali"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"experience_months": 0}, "No experience needed"),
        ({"experience_required": False}, "No experience needed"),
        ({"experience_required": True}, "Experience needed"),
        ({"experience_months": 1}, "From 1 month"),
        ({"experience_months": 18}, "From 18 months"),
        ({"experience_months": 12}, "From 1 year"),
    ],
)
def test_experience_is_told_in_words(record: dict[str, Any], said: str) -> None:
    assert fact(page_of(**record)[1], "Experience") == said


def test_what_an_ad_does_not_say_has_no_row() -> None:
    _vacancy, html = page_of()
    assert [fact(html, label) for label in ("Experience", "Education", "Driving licence", "Languages")] == [None] * 4


def test_places_of_other_lists_stand_beside_ours_each_on_a_line() -> None:
    others = [{"name": "Москва", "code": "7700000000000"}, {"municipality": "Östersund"}]
    _vacancy, html = page_of(places=[{"code": "test-karakol"}, *others])
    assert re.findall(r"(\w+)<br>", fact(html, "Where") or "") == ["Karakol", "Москва", "Östersund"]


def test_the_writer_sees_the_ad_as_readers_will() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    asked = {"licences": ["B"], "language_ru": "B1", "experience_months": "12"}
    draft = written(client, apply=asked, terms={"remote": "hybrid"})
    seen = read(client, f"{draft}/preview")
    client.post(f"{draft}/preview")
    vacancy = Vacancy.objects.get()
    accept_vacancy(vacancy.id, by=people.actor(cast.SAMAT), at=timezone.now())
    public = read(Client(), f"/en/vacancies/{vacancy.id}")
    for label in (
        "Pay",
        "Where",
        "Hours",
        "Contract",
        "Occupation",
        "Experience",
        "Driving licence",
        "Languages",
        "Ask",
    ):
        assert (label, fact(seen, label)) == (label, fact(public, label))
        assert fact(seen, label)
    text = '<div class="fs-reading" lang="en"><p>You sew winter coats.</p>'
    assert text in seen
    assert text in public


def test_every_new_answer_is_kept_and_shown_again() -> None:
    firm()
    must, nice = skilled()
    client = people.signed_in(cast.AIDA)
    answers = {"skills": [must], "nice_skills": [must, nice], "licences": ["B", "CE"], "language_ky": "native"}
    draft = written(client, apply=answers, terms={"remote": "full", "place": ""})
    kept = Draft.objects.get().values
    assert kept["skills"] == [{"id": must, "must": True}, {"id": nice, "must": False}], (
        "needed is more than good to have"
    )
    assert kept["languages"] == [{"code": "ky", "cefr": "native", "must": True}]
    assert (kept["licences"], kept["remote"], kept["places"]) == (["B", "CE"], "full", None)
    form = client.get(f"{draft}/apply").context["form"]
    assert (form["skills"].value(), form["nice_skills"].value()) == ([must], [nice])
    assert (form["licences"].value(), form["language_ky"].value()) == (["B", "CE"], "native")
    assert client.get(f"{draft}/terms").context["form"]["remote"].value() == "full"
    assert "cut fabric" in read(client, f"{draft}/preview")


def test_answers_taken_back_leave_nothing() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, apply={"licences": ["B"], "language_ru": "B1"}, terms={"remote": "hybrid"})
    client.post(f"{draft}/apply", ANSWERS["apply"])
    client.post(f"{draft}/terms", ANSWERS["terms"])
    kept = Draft.objects.get().values
    assert [kept[name] for name in ("licences", "languages", "remote")] == [None, None, None]


def test_work_at_a_place_says_where() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    answer = client.post(f"{begun(client)}/terms", ANSWERS["terms"] | {"place": "", "remote": "hybrid"})
    assert (answer.status_code, Draft.objects.get().values) == (400, {})
    assert '<a href="#id_place">Say where the work is.</a>' in answer.content.decode()


@pytest.mark.row("SR-20")
def test_a_warning_quotes_the_words_and_leads_to_them() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, work={"description": "You sew. Only women up to 35 years of age."})
    html = read(client, f"{draft}/preview")
    quoted = re.findall(r'<q lang="en">(.*?)</q> <a class="fs-link" href="(.*?)">', html)
    assert quoted
    for words, where in quoted:
        assert words in "You sew. Only women up to 35 years of age."
        assert where == f"{draft}/work#id_description"


@pytest.mark.row("V-11")
def test_advice_about_pay_stands_before_sending_and_holds_nothing_up() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, pay={"pay_min": "30000", "pay_max": "90000"})
    html = read(client, f"{draft}/preview")
    assert "The highest pay is more than twice the lowest." in html
    assert f'href="{draft}/pay#id_pay_max"' in html
    client.post(f"{draft}/pay", ANSWERS["pay"])
    assert "twice the lowest" not in read(client, f"{draft}/preview")
    client.post(f"{draft}/pay", {"pay_kind": "negotiable"})
    assert "The ad does not show the pay." in read(client, f"{draft}/preview")
    assert client.post(f"{draft}/preview").status_code == 200
    assert Vacancy.objects.count() == 1


@pytest.mark.row("V-11")
@pytest.mark.parametrize(("staff", "advised", "asked"), [(None, True, True), (10, True, False), (9, False, False)])
def test_a_firm_of_fewer_than_ten_reads_no_advice_and_one_that_has_not_said_reads_where_to_say_it(
    staff: int | None, *, advised: bool, asked: bool
) -> None:
    house = firm()
    Establishment.objects.filter(id=house.firm.id).update(size=staff)
    draft = written(people.signed_in(cast.AIDA), pay={"pay_kind": "negotiable"})
    html = read(people.signed_in(cast.AIDA), f"{draft}/preview")
    assert ("The ad does not show the pay." in html) is advised
    assert (f"/en/employers/{house.firm.id}/size" in html) is asked


@pytest.mark.row("V-11")
def test_a_recruiter_who_cannot_say_how_large_the_firm_is_is_not_sent_there() -> None:
    firm()
    draft = written(people.signed_in(cast.NURLAN), pay={"pay_kind": "negotiable"})
    html = read(people.signed_in(cast.NURLAN), f"{draft}/preview")
    assert ("The ad does not show the pay." in html, "/size" in html) == (True, False)


def test_what_is_missing_takes_the_focus_and_leads_to_its_field() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = begun(client)
    client.post(f"{draft}/work", ANSWERS["work"])
    html = client.post(f"{draft}/preview").content.decode()
    assert 'data-module="govuk-error-summary"' in html
    assert "How can people apply?" not in html, "nobody has said it yet"
    wanted = {"terms": ["contract", "openings", "place"], "times": ["schedule"], "ways": ["ways"]}
    for step, fields in wanted.items():
        for field in fields:
            assert f'<a href="{draft}/{step}#id_{field}">' in html
            assert f'id="id_{field}"' in read(client, f"{draft}/{step}"), "the link leads to a control"
