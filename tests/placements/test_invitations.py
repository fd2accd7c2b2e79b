"""Invitations: asked without a name, opened by two yeses, ended by one no."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from firststop.accounts.enums import MembershipState
from firststop.accounts.models import Consent, Membership
from firststop.accounts.services import withdraw_consent
from firststop.core.actor import Actor, ActorKind
from firststop.core.models import Change, Message, RecordRead
from firststop.core.refusals import Code, Refused
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import hide_from
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.models import Application, Invitation
from firststop.placements.queries import open_identity
from firststop.placements.services import (
    answer_invitation,
    apply,
    hire,
    invite,
    lapse_invitations,
    plan_meeting,
    withdraw,
)
from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.services import reject_vacancy
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT


def invited(house: stage.House, who: cast.Person = cast.AIGUL) -> Invitation:
    account = people.person(who)
    stage.profile_of(account)
    return invite(
        house.vacancy().id, account.id, organisation=house.organisation, message="Come and see", by=house.by, at=AT
    )


def answer(sent: Invitation, *, yes: bool) -> Invitation:
    return answer_invitation(sent.id, sent.person_id, yes=yes, by=stage.doer(sent.person), at=AT)


@pytest.mark.row("P-06")
@pytest.mark.django_db
def test_a_yes_opens_the_name_and_makes_an_application() -> None:
    house = stage.sewing()
    sent = answer(invited(house), yes=True)
    assert sent.state == InvitationState.ACCEPTED
    assert sent.application is not None
    assert sent.application.state == ApplicationState.IN_REVIEW
    who = open_identity(sent.application.id, organisation=house.organisation, by=house.by, on=AT.date())
    assert (who.name.family, who.phone) == ("Токтосунова", cast.AIGUL.phone) or who.phone == cast.AIGUL.phone
    assert Message.objects.filter(kind="placements.applied", person=people.person(cast.AIDA).id).count() == 1


@pytest.mark.row("P-06")
@pytest.mark.django_db
def test_a_no_is_final_for_that_vacancy() -> None:
    house = stage.sewing()
    sent = answer(invited(house), yes=False)
    with pytest.raises(Refused) as again:
        answer(sent, yes=True)
    with pytest.raises(Refused) as twice:
        invite(sent.vacancy_id, sent.person_id, organisation=house.organisation, message="", by=house.by, at=AT)
    sent.refresh_from_db()
    assert (again.value.first.rule, twice.value.first.rule) == ("invitation.answered", "invitation.twice")
    assert (sent.state, Application.objects.count(), Consent.objects.count()) == (InvitationState.DECLINED, 0, 0)


@pytest.mark.django_db
def test_an_invitation_nobody_answers_lapses_and_cannot_be_answered() -> None:
    sent = invited(stage.sewing())
    assert lapse_invitations(on=sent.answer_by, at=AT) == 0
    assert lapse_invitations(on=sent.answer_by + timedelta(days=1), at=AT) == 1
    with pytest.raises(Refused):
        answer(sent, yes=True)
    assert Application.objects.count() == 0


@pytest.mark.row("P-06")
@pytest.mark.django_db
def test_a_yes_after_an_application_was_taken_back_makes_a_new_one() -> None:
    sent = invited(stage.sewing())
    for _time in range(2):
        earlier = stage.sent(sent.vacancy, sent.person)
        withdraw(earlier.id, sent.person_id, by=stage.doer(sent.person), at=AT)
    answered = answer(sent, yes=True)
    assert answered.application is not None
    assert answered.application.state == ApplicationState.IN_REVIEW
    assert Application.objects.count() == 3


@pytest.mark.row("P-06", "SR-26")
@pytest.mark.django_db
def test_nothing_of_an_invitation_names_the_person_before_two_yeses() -> None:
    house = stage.sewing()
    sent = invited(house)
    client = people.signed_in(cast.AIDA)
    pages = [client.get(f"/en/applications/for/{sent.vacancy_id}").content.decode()]
    told = [json.dumps(each) for each in Change.objects.values_list("detail", flat=True)]
    told += [json.dumps(each) for each in Message.objects.values_list("values", flat=True)]
    name = cast.AIGUL.name()
    forbidden = (name.given, name.family, str(cast.AIGUL.phone), str(cast.AIGUL.phone)[-9:])
    assert [word for word in forbidden for text in [*pages, *told] if word in text] == []
    assert not Application.objects.exists()


def applied(house: stage.House, *, was_invited: bool) -> Application:
    """Return Aigul's application to a firm, by herself or by a yes to its invitation."""
    if not was_invited:
        return stage.sent(house.vacancy(), people.person(cast.AIGUL))
    application = answer(invited(house), yes=True).application
    assert application is not None
    return application


def stays_closed(application: Application, house: stage.House) -> bool:
    """Whether the firm is refused the name, and nobody is told that it looked."""
    with pytest.raises(Refused) as refused:
        open_identity(application.id, organisation=house.organisation, by=house.by, on=AT.date())
    return refused.value.first.code is Code.NOT_FOUND and not RecordRead.objects.exists()


@pytest.mark.row("SR-26", "P-06")
@pytest.mark.django_db
@pytest.mark.parametrize("was_invited", [False, True])
def test_identity_of_who_took_it_back_stays_closed(was_invited: bool) -> None:
    house = stage.sewing()
    application = applied(house, was_invited=was_invited)
    withdraw(application.id, application.person_id, by=stage.doer(application.person), at=AT)
    assert stays_closed(application, house)


@pytest.mark.row("SR-15", "P-06")
@pytest.mark.django_db
def test_a_yes_that_is_taken_back_closes_the_name_while_the_application_goes_on() -> None:
    house = stage.sewing()
    application = applied(house, was_invited=True)
    receipt = Consent.objects.get(account=application.person_id)
    withdraw_consent(application.person_id, receipt.id, at=AT, by=stage.doer(application.person))
    assert stays_closed(application, house)
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW


@pytest.mark.row("P-06", "SR-20")
@pytest.mark.django_db
def test_a_yes_to_a_vacancy_that_is_over_opens_nothing() -> None:
    house = stage.sewing()
    sent = invited(house)
    reject_vacancy(sent.vacancy_id, code=RejectionCode.FRAUD_SUSPECTED, text="", by=people.actor(cast.SAMAT), at=AT)
    page = people.signed_in(cast.AIGUL).get("/en/applications/invitations").content.decode()
    assert ("not open any more" in page, 'value="yes"' in page) == (True, False)
    with pytest.raises(Refused) as over:
        answer(sent, yes=True)
    assert over.value.first.rule == "invitation.ended"
    assert (Application.objects.count(), Consent.objects.count()) == (0, 0)
    assert answer(sent, yes=False).state == InvitationState.DECLINED


@pytest.mark.row("SR-15")
@pytest.mark.django_db
def test_who_has_left_the_firm_neither_invites_nor_decides_nor_opens_a_name() -> None:
    house, left = stage.sewing(), people.actor(cast.NURLAN)
    application, other = applied(house, was_invited=False), people.person(cast.ERMEK)
    stage.profile_of(other)
    Membership.objects.filter(account=people.person(cast.NURLAN)).update(state=MembershipState.ENDED)
    assert application.vacancy_id is not None
    vacancy, firm = application.vacancy_id, stage.Firm(organisation=house.organisation, by=left, at=AT)
    deeds: tuple[Callable[[], object], ...] = (
        lambda: invite(vacancy, other.id, message="", **firm),
        lambda: hire(application.id, **firm),
        lambda: plan_meeting(application.id, AT + timedelta(days=1), where="", **firm),
        lambda: open_identity(application.id, organisation=house.organisation, by=left, on=AT.date()),
    )
    for deed in deeds:
        with pytest.raises(Refused) as no:
            deed()
        assert no.value.first.rule == "right.missing"
    application.refresh_from_db()
    assert (application.state, Invitation.objects.count()) == (ApplicationState.NEW, 0)
    assert not RecordRead.objects.exists()


@pytest.mark.row("J-04")
@pytest.mark.django_db
@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.ANONYMOUS])
def test_who_is_hidden_cannot_be_invited(visibility: Visibility) -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    profile = stage.profile_of(aigul, visibility)
    if visibility is Visibility.ANONYMOUS:
        hide_from(profile.id, house.establishment.id, by=stage.doer(aigul))
    with pytest.raises(Refused) as refused:
        invite(house.vacancy().id, aigul.id, organisation=house.organisation, message="", by=house.by, at=AT)
    assert refused.value.first.code is Code.NOT_FOUND
    assert (Invitation.objects.count(), Message.objects.filter(kind="placements.invited").count()) == (0, 0)


@pytest.mark.django_db
def test_nobody_invites_to_another_firms_vacancy() -> None:
    sewing, welding, aigul = stage.sewing(), stage.welding(), people.person(cast.AIGUL)
    stage.profile_of(aigul)
    with pytest.raises(Refused) as refused:
        invite(sewing.vacancy().id, aigul.id, organisation=welding.organisation, message="", by=welding.by, at=AT)
    assert refused.value.first.code is Code.NOT_FOUND


@pytest.mark.django_db
def test_nobody_answers_for_somebody_else() -> None:
    sent = invited(stage.sewing())
    ermek = people.person(cast.ERMEK)
    with pytest.raises(Refused):
        answer_invitation(sent.id, ermek.id, yes=True, by=stage.doer(ermek), at=AT)
    assert Invitation.objects.filter(state=F("state"), answered_at__isnull=False).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ActorKind.STAFF, ActorKind.PERSON])
def test_nobody_applies_answers_or_withdraws_for_another(kind: ActorKind) -> None:
    house, aigul, other = stage.sewing(), people.person(cast.AIGUL), Actor(str(uuid.uuid4()), kind)
    vacancy, second = house.vacancy(), house.vacancy()
    sent = stage.sent(vacancy, aigul)
    stage.profile_of(aigul)
    asked = invite(second.id, aigul.id, organisation=house.organisation, message="", by=house.by, at=AT)
    for deed in (
        lambda: apply(second.id, aigul.id, message="", by=other, at=AT),
        lambda: withdraw(sent.id, aigul.id, by=other, at=AT),
        lambda: answer_invitation(asked.id, aigul.id, yes=False, by=other, at=AT),
    ):
        with pytest.raises(Refused) as no:
            deed()
        assert no.value.first.rule == "not_found"
    sent.refresh_from_db()
    asked.refresh_from_db()
    mine = Application.objects.filter(vacancy__in=[vacancy, second])
    assert (sent.state, asked.state, mine.count()) == ("new", "sent", 1)
