"""A moderator's hour: what waits, what was found in it, and what each decision does."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firststop.casework.enums import Clock
from firststop.casework.models import Task
from firststop.casework.services import due_at
from firststop.core.refusals import Refused
from firststop.employers.models import Establishment
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Appeal, Decision, ReaderReport, Vacancy
from firststop.vacancies.queries import public_vacancy
from firststop.vacancies.services import accept_vacancy, appeal, reject_vacancy, report_vacancy, stop_vacancy
from firststop.vacancies.services.queues import APPEALS, QUEUE, REPORTS
from tests import cast, people
from tests.site.forms import forms_of
from tests.vacancies.feed_records import ad
from tests.vacancies.test_importing import sent
from tests.vacancies.test_life import AT, Firm

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-10")]
PAGE = "/en/vacancies/moderation"
DOUBT = "Справка об отсутствии судимости"


def read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def samat() -> Client:
    return people.signed_in(cast.SAMAT)


def press(client: Client, vacancy: uuid.UUID, verb: str, **facts: str) -> Any:
    """Decide on a vacancy as somebody who has read it as it is now."""
    version = Vacancy.objects.get(id=vacancy).version
    return client.post(f"{PAGE}/{vacancy}/{verb}", {"version": version, **facts})


def waiting(queue: str = QUEUE) -> int:
    return Task.objects.waiting().filter(queue=queue).count()


def doubtful(firm: Firm) -> Vacancy:
    """Return an ad of a firm whose words make a person look, whoever it is from."""
    return Vacancy.objects.get(id=firm.post(requirements_text=DOUBT).id)


def test_the_promise_is_one_working_day() -> None:
    firm = Firm()
    firm.post()
    task = Task.objects.get(queue=QUEUE)
    assert (task.due_at, task.clock) == (due_at(Clock.MODERATION, AT), Clock.MODERATION)
    assert task.due_at.date() == (AT + timedelta(days=1)).date()


def test_the_desk_of_a_moderator_says_how_much_waits_and_opens_it() -> None:
    firm = Firm()
    posted = firm.post()
    html = read(samat(), "/en/desk/")
    for word in ("Vacancies to check", "Employers who disagree", "Reports of readers"):
        assert word in html
    assert PAGE in html
    Task.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert f"{PAGE}/{posted.id}" in read(samat(), "/en/desk/")


def test_a_counsellors_desk_says_nothing_of_it() -> None:
    Firm().post()
    assert "Vacancies to check" not in read(people.signed_in(cast.GULNARA), "/en/desk/")


def test_what_is_late_comes_first_then_reports_then_appeals_then_the_oldest_promise() -> None:
    firm, now = Firm(), timezone.now()
    reported, refused = firm.published(), firm.post(title="Refused", requirements_text=DOUBT)
    late, soon, later = (
        firm.post(title=name, requirements_text=DOUBT, at=now + timedelta(days=days))
        for name, days in (("Late", -9), ("Soon", 0), ("Later", 3))
    )
    reject_vacancy(refused.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=now)
    appeal(refused.id, organisation=firm.house.id, text="It is right.", by=firm.by, at=now)
    report_vacancy(reported.id, reason=RejectionCode.FEE_ASKED, text="", by=people.actor(cast.AIGUL), at=now)
    html = read(samat())
    places = [html.index(f'{PAGE}/{vacancy.id}"') for vacancy in (late, reported, refused, soon, later)]
    assert places == sorted(places)


def test_the_queue_says_what_a_reader_reports_and_what_an_employer_disagrees_with() -> None:
    firm = Firm()
    reported, refused = firm.published(), firm.post(title="Refused", requirements_text=DOUBT)
    reject_vacancy(refused.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=AT)
    appeal(refused.id, organisation=firm.house.id, text="It is right.", by=firm.by, at=AT)
    report_vacancy(reported.id, reason=RejectionCode.FEE_ASKED, text="", by=people.actor(cast.AIGUL), at=AT)
    queue = read(samat()).partition('<nav aria-label="Queue"')[2].partition("</nav>")[0]
    for word, code in (
        ("A reader reports", RejectionCode.FEE_ASKED),
        ("The employer disagrees", RejectionCode.MISLEADING),
    ):
        assert word in queue
        assert str(code.label) in queue.partition(word)[2]


def test_what_was_found_stands_at_its_place_with_code_and_law() -> None:
    firm = Firm()
    firm.published()
    posted = firm.post(requirements_text="Справка об отсутствии судимости. Шить форму.")
    html = read(samat(), f"{PAGE}/{posted.id}")
    assert "<mark" in html
    assert str(RejectionCode.DISCRIMINATORY.label) in html
    assert "ILO Convention No. 111, article 1" in html
    assert "wording.record" in html
    assert "Шить форму." in html


def test_publishing_it_is_one_press_and_opens_the_next() -> None:
    posted = Firm().post()
    answer = press(samat(), posted.id, "accept")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert (Vacancy.objects.get().status, waiting()) == (AdStatus.ACTIVE, 0)
    assert Decision.objects.get().by == str(people.person(cast.SAMAT).id)


def test_a_refusal_has_a_code_and_a_hint_that_the_employer_reads() -> None:
    posted = Firm().post()
    facts = {"code": "misleading", "text": "Say how much you pay."}
    assert press(samat(), posted.id, "reject", **facts).status_code == 302
    assert (Vacancy.objects.get().status, waiting()) == (AdStatus.REJECTED, 0)
    html = read(people.signed_in(cast.AIDA), "/en/vacancies/mine")
    assert str(RejectionCode.MISLEADING.label) in html
    assert "Say how much you pay." in html


@pytest.mark.parametrize("facts", [{}, {"code": ""}, {"code": "boring"}, {"text": "Because."}])
def test_a_refusal_without_a_code_is_refused(facts: dict[str, str]) -> None:
    posted = Firm().post()
    answer = press(samat(), posted.id, "reject", **facts)
    assert answer.status_code == 400
    assert facts.get("text", "") in answer.content.decode()
    assert (Vacancy.objects.get().status, waiting(), Decision.objects.count()) == (AdStatus.CHECKING, 1, 0)


def test_another_reason_needs_words() -> None:
    posted = Firm().post()
    assert press(samat(), posted.id, "reject", code="other").status_code == 400
    assert Vacancy.objects.get().status == AdStatus.CHECKING


VERBS = ("accept", "reject", "uphold", "dismiss", "nothing")


def to_decide(firm: Firm, verb: str) -> uuid.UUID:
    """Return an ad about which a moderator may take this decision."""
    posted = firm.post(reference="A-1")
    if verb in ("uphold", "dismiss"):
        reject_vacancy(posted.id, code=RejectionCode.MISLEADING, text="", by=people.moderator(), at=AT)
        appeal(posted.id, organisation=firm.house.id, text="It is right.", by=firm.by, at=AT)
    elif verb == "nothing":
        accept_vacancy(posted.id, by=people.moderator(), at=AT)
        report_vacancy(posted.id, reason=RejectionCode.FEE_ASKED, text="", by=people.actor(cast.AIGUL), at=AT)
    return posted.id


def state() -> list[Any]:
    """Return what a decision would change."""
    decided = Appeal.objects.filter(upheld__isnull=False), ReaderReport.objects.filter(settled_at__isnull=False)
    return [Vacancy.objects.get().status, Decision.objects.count(), *(rows.count() for rows in decided)]


@pytest.mark.parametrize("verb", VERBS)
def test_what_its_firm_changed_while_it_was_read_is_not_decided_but_read_again(verb: str) -> None:
    firm, client = Firm(), samat()
    vacancy = to_decide(firm, verb)
    (seen,) = [form for form in forms_of(read(client, f"{PAGE}/{vacancy}")) if form.action.endswith(f"/{verb}")]
    firm.post(reference="A-1", title="Швея за 500 сомов в день")
    before = state()
    answer = client.post(seen.action, {**seen.sent, "code": "misleading", "text": "Say how much."})
    html = answer.content.decode()
    assert (answer.status_code, state()) == (409, before)
    assert "This vacancy was changed. Read it again." in html
    assert "Швея за 500 сомов в день" in html
    if verb in ("accept", "reject"):
        assert "Say how much." in html
        (now,) = [form for form in forms_of(html) if form.action.endswith(f"/{verb}")]
        assert client.post(now.action, now.sent).status_code == 302
        assert Decision.objects.count() == 1


@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_that_does_not_say_what_was_read_is_refused_in_words(verb: str) -> None:
    vacancy, before, client = to_decide(Firm(), verb), state(), samat()
    for said in ({}, *({"version": it} for it in ("", "one", "-1", "1.0", "²", "9" * 5000))):
        answer = client.post(f"{PAGE}/{vacancy}/{verb}", {"code": "misleading", **said})
        assert (answer.status_code, state()) == (400, before), said
        assert "We cannot tell which version you read." in answer.content.decode()


WAITS = {AdStatus.RECEIVED, AdStatus.CHECKING}
#: What each decision starts from, and where it leads.
#: An ad that has ended can be refused too: whoever applied hears that it broke a rule.
REFUSED = WAITS | {AdStatus.ACTIVE, AdStatus.STOPPED, AdStatus.EXPIRED}
STEPS = {"accept": (WAITS, AdStatus.ACTIVE), "reject": (REFUSED, AdStatus.REJECTED)}


@pytest.mark.parametrize("verb", list(STEPS))
@pytest.mark.parametrize("status", list(AdStatus))
def test_an_arrow_that_is_not_drawn_is_refused(verb: str, status: AdStatus) -> None:
    drawn, to = STEPS[verb]
    posted = Firm().post()
    dates = {"published_at": AT, "expires_at": AT + timedelta(days=90)} if status is AdStatus.ACTIVE else {}
    reason = RejectionCode.MISLEADING if status is AdStatus.REJECTED else None
    Vacancy.objects.filter(id=posted.id).update(status=status, status_reason=reason, **dates)
    answer = press(samat(), posted.id, verb, code="misleading")
    assert answer.status_code == (302 if status in drawn else 409)
    assert Vacancy.objects.get().status == (to if status in drawn else status)


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("who", [cast.AIDA, cast.AIGUL, cast.BAKYT, cast.CHARLIE, cast.GULNARA])
def test_nobody_but_a_moderator_opens_it(who: cast.Person) -> None:
    posted, client = Firm().post(), people.signed_in(who)
    for address in (PAGE, f"{PAGE}/{posted.id}"):
        assert client.get(address).status_code == 404
    for verb in ("accept", "reject", "uphold", "dismiss", "nothing"):
        assert press(client, posted.id, verb, code="misleading").status_code == 404
    assert (Vacancy.objects.get().status, waiting()) == (AdStatus.CHECKING, 1)


def test_what_is_not_there_and_what_no_button_does_are_not_found() -> None:
    posted = Firm().post()
    assert samat().get(f"{PAGE}/{uuid.uuid4()}").status_code == 404
    assert press(samat(), posted.id, "burn").status_code == 404
    assert press(samat(), posted.id, "uphold").status_code == 404


def test_a_visitor_reports_an_ad_and_a_moderator_settles_it() -> None:
    vacancy = Firm().published()
    facts = {"reason": "fee_asked", "text": "They want 500 som."}
    assert Client().post(f"/en/vacancies/{vacancy.id}/report", facts).status_code == 200
    assert (ReaderReport.objects.count(), waiting(REPORTS)) == (1, 1)
    html = read(samat(), f"{PAGE}/{vacancy.id}")
    assert "They want 500 som." in html
    assert str(RejectionCode.FEE_ASKED.label) in html
    assert press(samat(), vacancy.id, "nothing").status_code == 302
    assert (ReaderReport.objects.get().outcome, waiting(REPORTS)) == ("nothing_wrong", 0)
    assert Vacancy.objects.get().status == AdStatus.ACTIVE


def test_a_report_that_is_right_ends_the_ad_and_is_settled_with_it() -> None:
    vacancy = Firm().published()
    report_vacancy(vacancy.id, reason=RejectionCode.FEE_ASKED, text="", by=people.actor(cast.AIGUL), at=AT)
    assert press(samat(), vacancy.id, "reject", code="fee_asked").status_code == 302
    assert Vacancy.objects.get().status == AdStatus.REJECTED
    assert (ReaderReport.objects.get().outcome, waiting(REPORTS)) == ("rejected", 0)


def refused_by_samat(firm: Firm) -> Vacancy:
    posted = firm.post()
    press(samat(), posted.id, "reject", code="misleading")
    answer = people.signed_in(cast.AIDA).post(f"/en/vacancies/{posted.id}/appeal", {"text": "Our pay is right."})
    assert answer.status_code == 302
    return Vacancy.objects.get(id=posted.id)


def test_who_refused_does_not_decide_the_appeal() -> None:
    vacancy = refused_by_samat(Firm())
    assert "Our pay is right." in read(samat(), f"{PAGE}/{vacancy.id}")
    for verb in ("uphold", "dismiss"):
        assert press(samat(), vacancy.id, verb).status_code == 403
    assert (Appeal.objects.get().decided_at, waiting(APPEALS)) == (None, 1)
    assert Vacancy.objects.get().status == AdStatus.REJECTED


@pytest.mark.parametrize(("verb", "status"), [("uphold", AdStatus.ACTIVE), ("dismiss", AdStatus.REJECTED)])
def test_somebody_else_decides_the_appeal(verb: str, status: AdStatus) -> None:
    vacancy = refused_by_samat(Firm())
    assert press(people.signed_in(cast.MEERIM), vacancy.id, verb).status_code == 302
    made = Appeal.objects.get()
    assert (made.upheld, made.decided_by) == (verb == "uphold", str(people.person(cast.MEERIM).id))
    assert (Vacancy.objects.get().status, waiting(APPEALS)) == (status, 0)
    read(people.signed_in(cast.AIDA), "/en/vacancies/mine")


def test_an_appeal_is_made_once_and_by_the_firm_alone() -> None:
    vacancy = refused_by_samat(Firm())
    address = f"/en/vacancies/{vacancy.id}/appeal"
    assert people.signed_in(cast.AIDA).post(address, {"text": "Again."}).status_code == 409
    assert people.signed_in(cast.BAKYT).post(address, {"text": "Me too."}).status_code == 404
    assert Appeal.objects.count() == 1


def test_an_unproven_employer_is_not_published() -> None:
    posted = Firm(verified=False).post()
    with pytest.raises(Refused, match="unverified"):
        accept_vacancy(posted.id, by=people.moderator(), at=AT)
    assert Vacancy.objects.get().status == AdStatus.RECEIVED


def test_an_ad_that_a_feed_alone_names_is_published_by_a_moderator_without_a_proof(tmp_path: Path) -> None:
    assert sent(tmp_path, ad(workplace_address=None)) is AdStatus.CHECKING
    vacancy = accept_vacancy(Vacancy.objects.get().id, by=people.moderator(), at=AT)
    assert (vacancy.status, waiting(), Decision.objects.get().accepted) == (AdStatus.ACTIVE, 0, True)
    assert public_vacancy(vacancy.id) is not None


@pytest.mark.parametrize(("provider", "claimed"), [("jobtech", True), ("firststop", False), ("organisation:x", False)])
def test_a_proof_is_asked_for_all_that_somebody_here_could_prove(tmp_path: Path, provider: str, claimed: bool) -> None:
    sent(tmp_path, ad(workplace_address=None))
    Vacancy.objects.update(provider=provider)
    if claimed:
        Establishment.objects.update(organisation=people.organisation_of(cast.KUMUSH_IYNE))
    with pytest.raises(Refused, match="unverified"):
        accept_vacancy(Vacancy.objects.get().id, by=people.moderator(), at=AT)
    assert (Vacancy.objects.get().status, waiting(), Decision.objects.count()) == (AdStatus.CHECKING, 1, 0)


def test_what_its_owner_stops_waits_for_nobody() -> None:
    firm = Firm()
    posted = firm.post()
    stop_vacancy(posted.id, organisation=firm.house.id, reason="filled", by=firm.by, at=AT)
    assert waiting() == 0
    assert str(posted.id) not in read(samat())


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("address", [PAGE, "/en/desk/"])
def test_a_longer_queue_asks_no_more_of_the_database(address: str) -> None:
    firm, client = Firm(), samat()
    doubtful(firm)
    few = asked(client, address)
    for _more in range(5):
        doubtful(firm)
    assert asked(client, address) <= few


def test_a_longer_list_of_refused_vacancies_asks_no_more_of_the_database() -> None:
    firm, client = Firm(), people.signed_in(cast.AIDA)

    def refused() -> None:
        reject_vacancy(doubtful(firm).id, code=RejectionCode.MISLEADING, text="No.", by=people.moderator(), at=AT)

    refused()
    few = asked(client, "/en/vacancies/mine")
    for _more in range(5):
        refused()
    assert asked(client, "/en/vacancies/mine") <= few
