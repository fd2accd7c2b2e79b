"""How one applies, and what a vacancy says of housing and quota posts."""

from typing import Any

import pytest
from django.test import Client
from pydantic import ValidationError

from firststop.placements.models import Application
from firststop.vacancies.models import Vacancy
from firststop.vacancies.schemas import problems_from
from firststop.vacancies.services import accept_vacancy
from tests import cast, people
from tests.vacancies.test_life import AT, Firm, record

pytestmark = pytest.mark.django_db
WRONG = [
    ("url", "not a link", "apply_channels.apply_link"),
    ("url", "javascript:alert(1)", "apply_channels.apply_link"),
    ("url", "ftp://example.org", "apply_channels.apply_link"),
    ("url", "https://", "apply_channels.apply_link"),
    ("url", None, "apply_channels.apply_link"),
    ("email", "nobody", "apply_channels.email_address"),
    ("email", "a@b", "apply_channels.email_address"),
    ("email", "a b@example.org", "apply_channels.email_address"),
    ("email", None, "apply_channels.email_address"),
    ("phone", "1234", "apply_channels.phone_number"),
    ("phone", "call us", "apply_channels.phone_number"),
    ("phone", None, "apply_channels.phone_number"),
    ("post", None, "missing.apply_channels"),
    ("post", "  ", "missing.apply_channels"),
    ("in_person", None, "missing.apply_channels"),
]
RIGHT = [
    ("in_system", None),
    ("url", "https://example.org/jobs?id=5"),
    ("email", "work@example.org"),
    ("phone", "+996 700 000 103"),
    ("post", "Karakol, Toktogul 1"),
    ("in_person", "Karakol, Toktogul 1, mornings"),
]


def channel(kind: str, value: str | None) -> dict[str, Any]:
    return {"kind": kind} | ({} if value is None else {"value": value})


@pytest.mark.row("V-26")
@pytest.mark.parametrize(("kind", "value", "rule"), WRONG)
def test_a_way_that_leads_nowhere_is_refused_by_its_rule(kind: str, value: str | None, rule: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        record(apply_channels=[{"kind": "in_system"}, channel(kind, value)])
    (problem,) = problems_from(wrong.value)
    assert (problem.rule, problem.pointer) == (rule, "/apply_channels/1/value")
    assert problem.detail


@pytest.mark.row("V-26")
@pytest.mark.parametrize(("kind", "value"), RIGHT)
def test_each_right_way_is_taken(kind: str, value: str | None) -> None:
    (taken,) = record(apply_channels=[channel(kind, value)]).apply_channels or []
    assert (taken.kind, taken.value) == (kind, value)


def published(**changes: Any) -> Vacancy:
    posted = Firm().post(**changes)
    return accept_vacancy(posted.id, by=people.moderator(), at=AT)


def page(vacancy: Vacancy, language: str = "en") -> str:
    answer = Client().get(f"/{language}/vacancies/{vacancy.id}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.row("V-26")
def test_leaving_the_site_shows_where_to() -> None:
    html = page(published(apply_channels=[channel("url", "https://jobs.example.org/5")]))
    assert 'href="https://jobs.example.org/5" rel="external nofollow noopener"' in html
    assert "You leave this site. jobs.example.org has its own rules." in html


@pytest.mark.row("V-26")
@pytest.mark.parametrize(("kind", "value"), RIGHT[2:])
def test_each_other_way_stands_on_the_page(kind: str, value: str) -> None:
    html = page(published(apply_channels=[channel(kind, value)]))
    digits = "".join(letter for letter in html if letter.isdigit())
    assert value in html or "996700000103" in digits


@pytest.mark.row("V-26")
def test_who_names_another_way_alone_gets_no_application_here() -> None:
    vacancy, client = published(apply_channels=[channel("phone", "+996 700 000 103")]), people.signed_in(cast.AIGUL)
    address = f"/en/applications/to/{vacancy.id}"
    assert address not in client.get(f"/en/vacancies/{vacancy.id}").content.decode()
    assert client.post(address, {"message": "I sew."}).status_code == 409
    assert Application.objects.count() == 0


@pytest.mark.row("V-25")
@pytest.mark.parametrize("kind", ["flat", "house", "dormitory", "room", "none"])
def test_housing_stands_on_the_page(kind: str) -> None:
    words = {"flat": "Flat", "house": "House", "dormitory": "Dormitory", "room": "Room", "none": "No housing"}
    assert words[kind] in page(published(housing_type=kind))


@pytest.mark.row("V-25")
def test_a_quota_post_says_for_whom_it_is_kept() -> None:
    assert "People with a disability" in page(published(quota=True))
    assert "orphans" in page(published(title="Швея 2", protected_groups=["orphans"]))
    assert "Kept for" not in page(published(title="Швея 3"))
