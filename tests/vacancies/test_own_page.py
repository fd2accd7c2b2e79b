"""A firm opens its own vacancy in every state, and reads how it stands; to strangers nothing has changed."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import (
    accept_vacancy,
    appeal,
    decide_appeal,
    delete_vacancy,
    expire_due,
    reject_vacancy,
    stop_vacancy,
)
from tests import cast, people
from tests.vacancies.test_life import Firm
from tests.vacancies.test_writing import firm, read

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-10", "SR-11")]
TITLE = "Швея"
#: What each state says, whether it ever was public, and what its firm can do there.
STATES = {
    AdStatus.RECEIVED: ("Nobody sees this vacancy yet", 404, ["correct", "proof"]),
    AdStatus.CHECKING: ("Nobody else sees it yet.", 404, ["correct"]),
    AdStatus.REJECTED: ("It is misleading", 404, ["correct", "appeal"]),
    AdStatus.STOPPED: ("This vacancy was stopped on", 410, ["reopen"]),
    AdStatus.EXPIRED: ("This vacancy ended on", 410, ["reopen"]),
}


def in_state(status: AdStatus) -> tuple[Firm, uuid.UUID]:
    """Return a firm with one vacancy that came to a state by the way that leads there."""
    made, now = firm(verified=status is not AdStatus.RECEIVED), timezone.now()
    vacancy = made.post(at=now).id
    if status in (AdStatus.ACTIVE, AdStatus.STOPPED, AdStatus.EXPIRED):
        accept_vacancy(vacancy, by=people.moderator(), at=now)
    if status is AdStatus.REJECTED:
        text = "The pay is not what the text says."
        reject_vacancy(vacancy, code=RejectionCode.MISLEADING, text=text, by=people.moderator(), at=now)
    if status is AdStatus.STOPPED:
        stop_vacancy(vacancy, organisation=made.house.id, reason="filled", by=made.by, at=now)
    if status is AdStatus.EXPIRED:
        expire_due(at=now + timedelta(days=91))
    assert Vacancy.objects.get(id=vacancy).status == status
    return made, vacancy


@pytest.mark.parametrize("status", STATES)
def test_the_firm_reads_its_vacancy_and_how_it_stands(status: AdStatus) -> None:
    _made, vacancy = in_state(status)
    said, _code, ways = STATES[status]
    for who in (cast.AIDA, cast.NURLAN):
        client = people.signed_in(who)
        answer = client.get(f"/en/vacancies/{vacancy}")
        html = answer.content.decode()
        assert answer.status_code == 200
        assert said in html
        assert f'<h1 lang="ru">{TITLE}</h1>' in html
        for way in ("correct", "appeal", "reopen", "proof"):
            assert (f"/{way}" in html) == (way in ways), way
        assert f'name="copy" value="{vacancy}"' in html
        assert f'href="/en/vacancies/{vacancy}"' in read(client, "/en/vacancies/mine")


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("who", [None, cast.BAKYT, cast.AIGUL, cast.GULNARA, cast.CHARLIE, cast.SAMAT])
def test_to_all_others_it_is_as_if_it_were_not_there(status: AdStatus, who: cast.Person | None) -> None:
    _made, vacancy = in_state(status)
    # Samat moderates, yet not before he has shown his second factor.
    client = people.signed_in(who, second_factor=False) if who else Client()
    answer = client.get(f"/en/vacancies/{vacancy}")
    html = answer.content.decode()
    assert answer.status_code == STATES[status][1]
    assert [word for word in (TITLE, "школьную", "Кумуш", STATES[status][0], 'name="copy"') if word in html] == []


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("who", [cast.SAMAT, cast.MEERIM])
def test_who_decides_reads_it_too_and_acts_for_nobody(status: AdStatus, who: cast.Person) -> None:
    _made, vacancy = in_state(status)
    html = read(people.signed_in(who), f"/en/vacancies/{vacancy}")
    assert STATES[status][0] in html
    assert f"/en/vacancies/moderation/{vacancy}" in html
    assert [way for way in ("/correct", "/appeal", "/reopen", "/proof", 'name="copy"') if way in html] == []


@pytest.mark.parametrize("status", [*STATES, AdStatus.ACTIVE])
def test_search_engines_read_only_what_is_public(status: AdStatus) -> None:
    _made, vacancy = in_state(status)
    answer = people.signed_in(cast.AIDA).get(f"/en/vacancies/{vacancy}")
    html = answer.content.decode()
    hidden = status is not AdStatus.ACTIVE
    assert ('<meta name="robots" content="noindex">' in html) == hidden
    assert (answer.headers.get("X-Robots-Tag") == "noindex") == hidden
    assert ("application/ld+json" in html) != hidden
    assert ("/report" in html) != hidden


def test_a_public_vacancy_says_to_its_firm_alone_until_when() -> None:
    _made, vacancy = in_state(AdStatus.ACTIVE)
    assert "Everybody can find it until" in read(people.signed_in(cast.AIDA), f"/en/vacancies/{vacancy}")
    for who in (cast.BAKYT, cast.AIGUL, cast.GULNARA):
        html = read(people.signed_in(who), f"/en/vacancies/{vacancy}")
        assert "Everybody can find it until" not in html
        assert f"/en/vacancies/{vacancy}/stop" not in html


def test_what_was_deleted_or_sent_to_try_things_out_opens_for_nobody() -> None:
    made, deleted = in_state(AdStatus.STOPPED)
    tried = made.post().id
    Vacancy.objects.filter(id=tried).update(is_test=True)
    delete_vacancy(deleted, organisation=made.house.id, by=made.by, at=timezone.now())
    for who in (cast.AIDA, cast.SAMAT):
        client = people.signed_in(who)
        codes = [client.get(f"/en/vacancies/{vacancy}").status_code for vacancy in (deleted, tried, uuid.uuid4())]
        assert codes == [410, 404, 404]


def test_what_nobody_could_apply_for_in_time_is_copied_and_not_opened_again() -> None:
    _made, vacancy = in_state(AdStatus.EXPIRED)
    Vacancy.objects.filter(id=vacancy).update(apply_by=timezone.now() - timedelta(days=1))
    html = read(people.signed_in(cast.AIDA), f"/en/vacancies/{vacancy}")
    assert "Copy it into a new vacancy." in html
    assert "/reopen" not in html


def test_a_refusal_says_why_and_until_when_one_can_act() -> None:
    _made, vacancy = in_state(AdStatus.REJECTED)
    html = read(people.signed_in(cast.AIDA), f"/en/vacancies/{vacancy}")
    assert "The pay is not what the text says." in html
    assert "You can correct it or disagree until" in html


def test_an_appeal_says_by_when_somebody_else_decides_and_then_what() -> None:
    made, vacancy = in_state(AdStatus.REJECTED)
    client = people.signed_in(cast.AIDA)
    said = appeal(vacancy, organisation=made.house.id, text="It is.", by=made.by, at=timezone.now())
    html = read(client, f"/en/vacancies/{vacancy}")
    assert "Somebody else decides by" in html
    assert f"/en/vacancies/{vacancy}/appeal" not in html
    decide_appeal(said.id, upheld=False, by=people.lead(), at=timezone.now())
    assert "We looked again and keep the decision." in read(client, f"/en/vacancies/{vacancy}")


def test_a_check_says_by_when_and_what_can_be_better_meanwhile() -> None:
    made = firm()
    made.published()
    doubtful = made.post(requirements_text="Справка об отсутствии судимости", at=timezone.now())
    html = read(people.signed_in(cast.AIDA), f"/en/vacancies/{doubtful.id}")
    assert "Something in it has to be read by a person first." in html
    assert "The answer comes by" in html
    assert "A clean criminal record may be asked for only where a law says so." in html
    assert '<q lang="ru">' in html


def test_a_broken_promise_is_admitted() -> None:
    made = firm()
    late = made.post(at=timezone.now() - timedelta(days=9))
    assert "We are late and sorry." in read(people.signed_in(cast.AIDA), f"/en/vacancies/{late.id}")
