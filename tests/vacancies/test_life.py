"""A vacancy's life: posted, checked, published, stopped, opened again, ended."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from firststop.core.dated import number_at
from firststop.core.models import Change
from firststop.core.refusals import Refused
from firststop.employers.enums import Verification
from firststop.employers.services import register_establishment, trust_establishment
from firststop.taxonomy.models import Concept, Label, Place
from firststop.vacancies.enums import AD_ARROWS, AdStatus, IntakeResult, RejectionCode
from firststop.vacancies.limits import UNREVIEWED
from firststop.vacancies.models import Contact, Vacancy
from firststop.vacancies.queries import public_vacancy
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services import (
    Receipt,
    accept_vacancy,
    appeal,
    decide_appeal,
    delete_vacancy,
    expire_due,
    post_vacancy,
    receiving,
    reject_vacancy,
    reopen_vacancy,
    stop_vacancy,
)
from firststop.vacancies.services.life import move
from tests import cast, people
from tests.counts import count
from tests.races import at_once

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Firm:
    """An enterprise of the cast with its recruiter, and a verified or unproven establishment."""

    def __init__(self, *, verified: bool = True) -> None:
        self.house = people.organisation_of(cast.KUMUSH_IYNE)
        self.by = people.actor(cast.AIDA)
        number = f"{uuid.uuid4().int % 10**14:014d}"
        self.firm = register_establishment(
            organisation=self.house.id, name="Кумуш Ийне", number=number, scheme="test", by=self.by
        )
        if verified:
            trust_establishment(self.firm.id, way=Verification.COUNTER, by=people.BY, at=AT)

    def post(self, *, at: datetime = AT, reference: str | None = None, **changes: object) -> Receipt:
        return post_vacancy(
            record(**changes), employer=self.firm.id, organisation=self.house.id, by=self.by, at=at, reference=reference
        )

    def published(self, **changes: Any) -> Vacancy:
        receipt = self.post(**changes)
        return accept_vacancy(receipt.id, by=people.moderator(), at=AT)


def ground() -> tuple[str, str]:
    concept, _new = Concept.objects.get_or_create(
        id=uuid.UUID(int=7531), defaults={"uri": "urn:test:seamstress", "kind": "occupation", "source": "test"}
    )
    Label.objects.get_or_create(
        concept=concept, language="en", kind="preferred", text="seamstress", folded="seamstress"
    )
    place, _new = Place.objects.get_or_create(
        code="test-karakol", defaults={"path": "/test-karakol/", "kind": "settlement"}
    )
    return str(concept.id), place.code


def record(**changes: object) -> VacancyIn:
    occupation, place = ground()
    usual = {
        "title": "Швея",
        "language": "ru",
        "description": "<p>Шить школьную форму.</p>",
        "openings": 2,
        "occupation": occupation,
        "contract": "permanent",
        "schedule": "full_day",
        "places": [{"code": place}],
        "pay_min": "22000",
        "pay_max": "30000",
        "pay_currency": "KGS",
        "pay_period": "month",
        "apply_channels": [{"kind": "in_system"}],
        "contacts": [{"name": "Аида", "phone": "+996 700 000 103"}],
    }
    return VacancyIn.model_validate({**usual, **changes})


@pytest.mark.row("SR-16", "V-10")
@pytest.mark.django_db
def test_a_firms_first_vacancy_is_checked_before_everybody_sees_it() -> None:
    receipt = Firm().post()
    assert (receipt.result, receipt.status, receipt.version) == (IntakeResult.CREATED, AdStatus.CHECKING, 1)
    assert public_vacancy(receipt.id) is None


@pytest.mark.row("V-08")
@pytest.mark.django_db
def test_a_checked_vacancy_is_public_for_ninety_days() -> None:
    vacancy = Firm().published()
    assert vacancy.status == AdStatus.ACTIVE
    assert vacancy.expires_at == AT + timedelta(days=90)
    assert public_vacancy(vacancy.id) is not None


@pytest.mark.django_db
def test_later_vacancies_of_a_proven_firm_are_public_at_once() -> None:
    firm = Firm()
    firm.published()
    assert firm.post().status is AdStatus.ACTIVE


@pytest.mark.row("E-02", "SR-16")
@pytest.mark.django_db
def test_a_vacancy_of_an_unproven_firm_waits_and_cannot_be_published() -> None:
    receipt = Firm(verified=False).post()
    assert receipt.status is AdStatus.RECEIVED
    with pytest.raises(Refused) as refused:
        accept_vacancy(receipt.id, by=people.moderator(), at=AT)
    assert refused.value.first.rule == "employer.unverified"
    assert public_vacancy(receipt.id) is None


@pytest.mark.row("V-04")
@pytest.mark.django_db
def test_the_same_content_sent_again_changes_nothing() -> None:
    firm = Firm()
    first, changes = firm.post(reference="A-1"), Change.objects.count()
    again = firm.post(reference="A-1")
    assert (again.result, again.id, again.version) == (IntakeResult.UNCHANGED, first.id, 1)
    assert Change.objects.count() == changes


@pytest.mark.row("V-06")
@pytest.mark.django_db
def test_a_resend_makes_a_version_never_a_twin() -> None:
    firm = Firm()
    first = firm.post(reference="A-1")
    second = firm.post(reference="A-1", openings=3)
    assert (second.result, second.id, second.version) == (IntakeResult.UPDATED, first.id, 2)
    assert Vacancy.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "field", ["description", "openings", "occupation", "contract", "schedule", "places", "apply_channels"]
)
def test_what_a_vacancy_lacks_is_refused_with_its_field_and_nothing_is_kept(field: str) -> None:
    firm = Firm()
    lacking: dict[str, Any] = {field: None}
    with pytest.raises(Refused) as refused:
        firm.post(**lacking)
    assert [problem.pointer for problem in refused.value.problems] == [f"/{field}"]
    assert Vacancy.objects.count() == 0


@pytest.mark.row("V-10")
@pytest.mark.django_db
@pytest.mark.parametrize("status", AdStatus)
def test_only_the_arrows_of_the_table_can_be_taken(status: AdStatus) -> None:
    vacancy = Firm().published()
    for goal in AdStatus:
        Vacancy.objects.filter(id=vacancy.id).update(status=status, status_reason="other")
        vacancy.refresh_from_db()
        if goal in AD_ARROWS[status]:
            move(vacancy, goal, by=people.moderator(), at=AT, reason="other")
            assert vacancy.status == goal
        else:
            with pytest.raises(Refused):
                move(vacancy, goal, by=people.moderator(), at=AT)
            vacancy.refresh_from_db()
            assert vacancy.status == status


@pytest.mark.row("V-10")
@pytest.mark.django_db
def test_a_refused_ad_is_not_stopped_to_be_opened_again_without_an_appeal() -> None:
    firm = Firm()
    vacancy = firm.published()
    reject_vacancy(vacancy.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=AT)
    with pytest.raises(Refused):
        stop_vacancy(vacancy.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.contacts.count()) == (AdStatus.REJECTED, 1)


@pytest.mark.row("V-07")
@pytest.mark.django_db
def test_a_stop_can_be_undone_and_takes_the_contacts_with_it() -> None:
    firm = Firm()
    vacancy = firm.published()
    assert Contact.objects.count() == 1
    stop_vacancy(vacancy.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    assert (public_vacancy(vacancy.id), Contact.objects.count()) == (None, 0)
    reopen_vacancy(vacancy.id, organisation=firm.house.id, by=firm.by, at=AT)
    assert public_vacancy(vacancy.id) is not None


@pytest.mark.row("V-07")
@pytest.mark.django_db
def test_a_deletion_is_final_and_its_reference_is_taken_for_ever() -> None:
    firm = Firm()
    receipt = firm.post(reference="A-1")
    delete_vacancy(receipt.id, organisation=firm.house.id, by=firm.by, at=AT)
    with pytest.raises(Refused) as refused:
        firm.post(reference="A-1")
    assert (refused.value.first.rule, refused.value.first.code.status) == ("reference.deleted", 409)
    kept = Vacancy.objects.get(id=receipt.id)
    assert (kept.title, kept.record, kept.status) == ("", {}, AdStatus.DELETED)


@pytest.mark.row("SR-11")
@pytest.mark.django_db
def test_another_organisation_cannot_stop_a_vacancy_nor_learn_of_it() -> None:
    vacancy, other = Firm().published(), people.organisation_of(cast.CHUY_METALL).id
    with pytest.raises(Refused) as refused:
        stop_vacancy(vacancy.id, organisation=other, reason="filled", by=people.actor(cast.BAKYT), at=AT)
    assert refused.value.first.code.status == 404
    assert public_vacancy(vacancy.id) is not None


@pytest.mark.row("V-08", "C-15")
@pytest.mark.django_db
@pytest.mark.parametrize("status", [AdStatus.RECEIVED, AdStatus.CHECKING, AdStatus.REJECTED])
def test_what_never_became_public_ends_too_and_its_contacts_go(status: AdStatus) -> None:
    vacancy = Firm().published()
    Vacancy.objects.filter(id=vacancy.id).update(
        status=status, status_reason="other", published_at=None, expires_at=None, changed_at=AT
    )
    assert expire_due(at=AT + timedelta(days=179)) == 0
    assert Contact.objects.count() == 1
    assert expire_due(at=AT + timedelta(days=180)) == 1
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.ended_at) == (AdStatus.EXPIRED, AT + timedelta(days=180))
    assert Contact.objects.count() == 0


@pytest.mark.row("V-08")
@pytest.mark.django_db
def test_a_vacancy_ends_by_itself_when_its_time_is_over() -> None:
    vacancy = Firm().published()
    assert expire_due(at=AT + timedelta(days=89)) == 0
    assert expire_due(at=AT + timedelta(days=90)) == 1
    assert Vacancy.objects.get(id=vacancy.id).status == AdStatus.EXPIRED


@pytest.mark.row("V-10")
@pytest.mark.django_db
def test_a_refusal_is_appealed_once_and_decided_by_somebody_else() -> None:
    firm = Firm()
    receipt = firm.post()
    reject_vacancy(receipt.id, code=RejectionCode.MISLEADING, text="Pay is unclear", by=people.moderator(), at=AT)
    made = appeal(receipt.id, organisation=firm.house.id, text="The pay is stated.", by=firm.by, at=AT)
    with pytest.raises(Refused):
        appeal(receipt.id, organisation=firm.house.id, text="Again.", by=firm.by, at=AT)
    with pytest.raises(Refused) as refused:
        decide_appeal(made.id, upheld=True, by=people.moderator(), at=AT)
    assert refused.value.first.rule == "appeal.two_people"
    assert public_vacancy(receipt.id) is None
    decide_appeal(made.id, upheld=True, by=people.lead(), at=AT)
    assert public_vacancy(receipt.id) is not None


@pytest.mark.row("V-10")
@pytest.mark.django_db
def test_the_code_other_needs_words() -> None:
    receipt = Firm().post()
    with pytest.raises(Refused) as refused:
        reject_vacancy(receipt.id, code=RejectionCode.OTHER, text=" ", by=people.moderator(), at=AT)
    assert refused.value.first.pointer == "/text"
    assert Vacancy.objects.get(id=receipt.id).status == AdStatus.CHECKING


def posted_at_once(firm: Firm, posts: int, *, at: datetime) -> list[str]:
    """Return what became of so many ads of a firm that are sent at the same moment: a status, or what refused it."""
    outcomes: list[str] = []

    def post() -> None:
        try:
            outcomes.append(firm.post(at=at).status)
        except Refused as no:
            outcomes.append(no.first.rule)

    with at_once([post] * posts):
        pass
    return outcomes


@pytest.mark.row("E-02", "SR-16")
@pytest.mark.sql
@pytest.mark.commits
def test_parallel_posts_at_the_cap_never_pass_it(committed: str) -> None:
    firm = Firm(verified=False)
    ground()
    outcomes = posted_at_once(firm, count(26, proof=100), at=datetime.now(tz=UTC))
    assert outcomes.count(AdStatus.RECEIVED) == 20
    assert set(outcomes) == {AdStatus.RECEIVED, "employer.held_a_day"}
    assert Vacancy.objects.count() == 20


def allow_unreviewed_a_day(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a proven firm publish so many ads a day before a moderator reads each."""
    monkeypatch.setattr(receiving, "number_at", lambda name, at: most if name == UNREVIEWED else number_at(name, at))


@pytest.mark.row("E-02", "SR-16")
@pytest.mark.commits
def test_parallel_posts_of_a_proven_firm_are_never_public_unread_beyond_the_cap(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow_unreviewed_a_day(cap := 7, monkeypatch)
    firm = Firm()
    accepted, posts, now = firm.published(), count(26, proof=100), datetime.now(tz=UTC)
    Vacancy.objects.update(created_at=now - timedelta(days=2))
    outcomes = posted_at_once(firm, posts, at=now)
    assert sorted(outcomes) == [AdStatus.ACTIVE] * cap + [AdStatus.CHECKING] * (posts - cap)
    public = Vacancy.objects.exclude(id=accepted.id).exclude(public_since=None)
    assert (public.count(), Vacancy.objects.filter(status=AdStatus.CHECKING).count()) == (cap, posts - cap)


@pytest.mark.row("SR-20")
@pytest.mark.django_db
def test_words_that_surely_break_a_rule_are_refused_with_their_code_and_may_be_appealed() -> None:
    firm = Firm()
    firm.published()
    receipt = firm.post(title="Секретарь, только девушка до 30 лет")
    assert receipt.status is AdStatus.REJECTED
    assert Vacancy.objects.get(id=receipt.id).status_reason == RejectionCode.DISCRIMINATORY
    assert public_vacancy(receipt.id) is None
    appeal(receipt.id, organisation=firm.house.id, text="Это опечатка.", by=firm.by, at=AT)
