"""Pages of placements: whose they are, what they show, how much they ask of the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firststop.core.models import Message, RecordRead
from firststop.jobseekers.enums import Origin
from firststop.jobseekers.services import accept_occupation, hide_from
from firststop.placements.enums import ApplicationState, InvitationState, RefusalReason
from firststop.placements.models import Application, Invitation
from firststop.placements.services import invite
from tests import cast, people
from tests.jobseekers.test_pages import concept
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=30)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    html = answer.content.decode()
    assert "⟦" not in html
    return html


def test_a_visitor_is_led_to_sign_in_and_back() -> None:
    vacancy = stage.sewing().vacancy()
    html = read(Client(), f"/en/vacancies/{vacancy.id}")
    assert f"?next=/en/vacancies/{vacancy.id}" in html


def test_a_jobseeker_applies_and_sees_where_it_stands() -> None:
    vacancy, client = stage.sewing().vacancy(), people.signed_in(cast.AIGUL)
    assert f"/en/applications/to/{vacancy.id}" in read(client, f"/en/vacancies/{vacancy.id}")
    answer = client.post(f"/en/applications/to/{vacancy.id}", {"message": "I sew."})
    assert (answer.status_code, Application.objects.get().message) == (302, "I sew.")
    assert "You applied on" in read(client, f"/en/vacancies/{vacancy.id}")
    assert "The firm reads it" in read(client, "/en/applications/")


def test_a_double_submit_is_one_application() -> None:
    vacancy, client = stage.sewing().vacancy(), people.signed_in(cast.AIGUL)
    codes = [client.post(f"/en/applications/to/{vacancy.id}").status_code for _time in range(2)]
    assert (codes, Application.objects.count()) == ([302, 409], 1)


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_state_has_its_line(state: ApplicationState, language: str) -> None:
    stage.in_state(stage.sewing().vacancy(), people.person(cast.AIGUL), state)
    assert "fs-stops" in read(people.signed_in(cast.AIGUL), f"/{language}/applications/")


def test_an_application_is_taken_back_by_its_person_alone() -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    address = f"/en/applications/{application.id}/withdraw"
    assert people.signed_in(cast.ERMEK).post(address).status_code == 404
    assert Application.objects.get().state == "new"
    assert people.signed_in(cast.AIGUL).post(address).status_code == 302
    assert Application.objects.get().state == "withdrawn"


@pytest.mark.parametrize(("said", "state"), [("yes", InvitationState.ACCEPTED), ("no", InvitationState.DECLINED)])
def test_an_invitation_is_answered_on_its_page(said: str, state: InvitationState) -> None:
    house, aigul, client = stage.sewing(), people.person(cast.AIGUL), people.signed_in(cast.AIGUL)
    stage.profile_of(aigul)
    sent = invite(house.vacancy().id, aigul.id, organisation=house.organisation, message="Come", by=house.by, at=AT)
    assert "Come" in read(client, "/en/applications/invitations")
    assert (
        people.signed_in(cast.ERMEK).post(f"/en/applications/invitations/{sent.id}", {"answer": said}).status_code
        == 404
    )
    assert client.post(f"/en/applications/invitations/{sent.id}", {"answer": "perhaps"}).status_code == 400
    assert Invitation.objects.get().state == InvitationState.SENT
    assert client.post(f"/en/applications/invitations/{sent.id}", {"answer": said}).status_code == 302
    assert Invitation.objects.get().state == state
    assert "Earlier invitations" in read(client, "/en/applications/invitations")


FIRMS_PAGES = ("/en/applications/for/{vacancy}", "/en/applications/{application}")


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("address", FIRMS_PAGES)
@pytest.mark.parametrize("who", [cast.BAKYT, cast.AIGUL, cast.ERMEK, cast.CHARLIE, cast.GULNARA, cast.SAMAT])
def test_another_firms_page_does_not_exist(who: cast.Person, address: str) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    page = address.format(vacancy=application.vacancy_id, application=application.id)
    assert people.signed_in(who).get(page).status_code == 404


@pytest.mark.parametrize("address", FIRMS_PAGES)
@pytest.mark.parametrize("who", [cast.AIDA, cast.NURLAN])
def test_those_who_decide_for_the_firm_see_it(who: cast.Person, address: str) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL), message="I sew.")
    page = address.format(vacancy=application.vacancy_id, application=application.id)
    html = read(people.signed_in(who), page)
    assert "I sew." in html
    assert cast.AIGUL.name().family not in html


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("verb", ["read", "postpone", "keep", "meet", "refuse", "hire", "archive", "identity"])
def test_no_deed_on_another_firms_application(verb: str) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    answer = people.signed_in(cast.BAKYT).post(f"/en/applications/{application.id}/{verb}", {"reason": "other"})
    assert answer.status_code == 404
    assert (Application.objects.get().state, RecordRead.objects.count()) == ("new", 0)


@pytest.mark.parametrize(
    ("verb", "facts", "state"),
    [
        ("read", {}, "in_review"),
        ("postpone", {}, "postponed"),
        ("keep", {}, "pool"),
        (
            "meet",
            {
                "day_day": str(LATER.day), "day_month": str(LATER.month), "day_year": str(LATER.year),
                "hour": "10", "where": "The gate",
            },
            "trial",
        ),
        ("refuse", {"reason": "language"}, "refused"),
    ],
)  # fmt: skip
def test_each_step_is_one_button(verb: str, facts: dict[str, str], state: str) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    client = people.signed_in(cast.NURLAN)
    assert f"/en/applications/{application.id}/{verb}" in read(client, f"/en/applications/{application.id}")
    assert client.post(f"/en/applications/{application.id}/{verb}", facts).status_code == 302
    assert Application.objects.get().state == state
    read(client, f"/en/applications/{application.id}")


@pytest.mark.row("P-02")
@pytest.mark.parametrize(("openings", "ends"), [(1, True), (2, False)])
def test_before_a_hire_the_firm_reads_once_what_it_does(openings: int, ends: bool) -> None:
    application = stage.sent(stage.sewing().vacancy(openings=openings), people.person(cast.AIGUL))
    client, address = people.signed_in(cast.NURLAN), f"/en/applications/{application.id}"
    case = read(client, address)
    assert (f"{address}/hiring" in case, f"{address}/hire" in case) == (True, False)
    asked = read(client, f"{address}/hiring")
    assert ("other open applications are closed" in asked, "the last place" in asked) == (True, ends)
    assert (f'action="{address}/hire"' in asked, Application.objects.get().state) == (True, "new")
    assert client.post(f"{address}/hire").status_code == 302
    assert Application.objects.get().state == "hired"
    assert client.get(f"{address}/hiring")["Location"] == address


def test_what_is_put_away_is_not_said_to_be_read_by_anybody() -> None:
    application = stage.in_state(stage.sewing().vacancy(), people.person(cast.AIGUL), ApplicationState.REFUSED)
    put_away = f"/en/applications/{application.id}/archive"
    html = people.signed_in(cast.AIDA).post(put_away, follow=True).content.decode()
    assert ("Put away" in html, "The person reads it" in html) == (True, False)


def test_a_letter_that_is_too_long_comes_back_with_its_words_and_what_is_wrong() -> None:
    vacancy, client = stage.sewing().vacancy(), people.signed_in(cast.AIGUL)
    letter = "I sew coats. " * 400
    answer = client.post(f"/en/applications/to/{vacancy.id}", {"message": letter})
    html = answer.content.decode()
    assert (answer.status_code, Application.objects.exists()) == (400, False)
    assert (letter.strip() in html, "at most 4000 characters" in html) == (True, True)
    assert client.post(f"/en/applications/to/{vacancy.id}", {"message": letter[:4000]}).status_code == 302


@pytest.mark.parametrize(
    ("verb", "facts"), [("refuse", {}), ("refuse", {"reason": "boring"}), ("meet", {"hour": "late"})]
)
def test_a_step_without_its_facts_changes_nothing(verb: str, facts: dict[str, str]) -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    answer = people.signed_in(cast.AIDA).post(f"/en/applications/{application.id}/{verb}", facts)
    assert (answer.status_code, Application.objects.get().state) == (400, "new")


@pytest.mark.row("P-03")
def test_a_refusal_is_read_by_the_person_in_plain_words() -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    facts = {"reason": "pay_expectation", "note": "Too dear"}
    people.signed_in(cast.AIDA).post(f"/en/applications/{application.id}/refuse", facts)
    html = read(people.signed_in(cast.AIGUL), "/en/applications/")
    assert str(RefusalReason.PAY_EXPECTATION.for_seeker) in html
    assert "Too dear" not in html


@pytest.mark.row("P-09")
def test_the_name_opens_by_a_click_that_the_person_sees() -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL))
    answer = people.signed_in(cast.NURLAN).post(f"/en/applications/{application.id}/identity")
    assert cast.AIGUL.name().family in answer.content.decode()
    look = RecordRead.objects.get(what="contact")
    assert (look.person, look.reader) == (application.person_id, str(people.person(cast.NURLAN).id))
    assert "Kumush Iyne" in read(people.signed_in(cast.AIGUL), "/en/account/looks/")


@pytest.mark.row("P-09", "J-04")
@pytest.mark.parametrize(
    ("state", "hides", "shown"),
    [("new", True, True), ("refused", False, True), ("refused", True, False), ("withdrawn", False, False)],
)
def test_what_an_applicant_can_do_is_read_as_long_as_they_let_the_firm(state: str, hides: bool, shown: bool) -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    profile, work = stage.profile_of(aigul), concept("occupation", en="seamstress")
    accept_occupation(profile.id, work.id, wanted=True, months=24, origin=Origin.TYPED, by=stage.doer(aigul))
    application = stage.in_state(house.vacancy(), aigul, ApplicationState(state))
    if hides:
        hide_from(profile.id, house.establishment.id, by=stage.doer(aigul))
    page = read(people.signed_in(cast.AIDA), f"/en/applications/{application.id}")
    assert ("seamstress" in page) is shown
    assert profile.code not in page
    look = RecordRead.objects.get()
    assert (look.person, look.what, look.purpose) == (aigul.id, "applications", "application")


@pytest.mark.row("P-01")
def test_a_meeting_is_moved_to_another_day_and_the_person_is_told() -> None:
    aigul = people.person(cast.AIGUL)
    application = stage.sent(stage.sewing().vacancy(), aigul)
    client, address = people.signed_in(cast.AIDA), f"/en/applications/{application.id}"
    for days in (3, 5):
        day = timezone.localdate() + timedelta(days=days)
        facts = {
            "day_year": day.year,
            "day_month": day.month,
            "day_day": day.day,
            "hour": "10:00",
            "where": f"Gate {days}",
        }
        assert client.post(f"{address}/meet", facts).status_code == 302
    application.refresh_from_db()
    assert application.meeting_at is not None
    assert (application.state, timezone.localtime(application.meeting_at).date()) == ("trial", day)
    assert Message.objects.filter(person=aigul.id, kind="placements.trial").count() == 2
    theirs = read(people.signed_in(cast.AIGUL), "/en/applications/")
    assert ("Gate 5" in theirs, "Gate 3" in theirs) == (True, False)
    yesterday = timezone.localtime() - timedelta(minutes=2)
    late = {
        "day_year": yesterday.year, "day_month": yesterday.month, "day_day": yesterday.day,
        "hour": f"{yesterday:%H:%M}", "where": "Gate 0",
    }  # fmt: skip
    assert client.post(f"{address}/meet", late).status_code == 400
    application.refresh_from_db()
    assert timezone.localtime(application.meeting_at).date() == day


def test_scripts_in_a_message_are_shown_as_text() -> None:
    application = stage.sent(stage.sewing().vacancy(), people.person(cast.AIGUL), message="<script>alert(1)</script>")
    assert "<script>alert(1)" not in read(people.signed_in(cast.AIDA), f"/en/applications/{application.id}")


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("page", ["mine", "received", "invitations"])
def test_a_longer_list_asks_no_more_of_the_database(page: str) -> None:
    house, aigul = stage.sewing(), people.person(cast.AIGUL)
    vacancy = house.vacancy()
    stage.profile_of(aigul)
    address = {"mine": "/en/applications/", "received": f"/en/applications/for/{vacancy.id}"}.get(
        page, f"/en/applications/{page}"
    )
    client = people.signed_in(cast.AIDA if page == "received" else cast.AIGUL)

    def more(number: int) -> None:
        stage.sent(vacancy, stage.stranger(number))
        stage.sent(house.vacancy(), aigul)
        invite(house.vacancy().id, aigul.id, organisation=house.organisation, message="", by=house.by, at=AT)

    more(0)
    few = asked(client, address)
    for number in range(1, 6):
        more(number)
    assert asked(client, address) <= few
