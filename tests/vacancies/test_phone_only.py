"""A firm that has nothing but a phone: the whole life of its vacancy, told and answered by text message."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from firststop.accounts.models import Account
from firststop.core.messages import call_list, receive_sms
from firststop.core.models import Message
from firststop.core.sms import segment_size
from firststop.placements import tasks as placements
from firststop.placements.models import Application
from firststop.placements.services import invite
from firststop.vacancies import tasks as vacancies
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from tests import cast
from tests.accounts.conftest import code_in
from tests.employers.firms import INN, PHONE, open_country
from tests.employers.firms import sent as texts
from tests.jobseekers.test_pages import concept
from tests.people import client_of, person, signed_in
from tests.placements.stage import doer, profile_of

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-09", "C-05")]
NUMBER = cast.BAKYT.phone or ""
START = datetime(2026, 11, 25, 6, tzinfo=UTC)
REQUIRED_EMAIL = re.compile(r"<input[^>]*type=\"email\"[^>]*required|<input[^>]*required[^>]*type=\"email\"")


class Days:
    """The clock of the story, and the worker that does what waits."""

    def __init__(self) -> None:
        self.now = START
        self.done: set[int] = set()

    def work(self) -> None:
        """Run what the product enqueued: messages leave, answers are acted on."""
        while waiting := list(ProcrastinateJob.objects.exclude(id__in=self.done).order_by("id")):
            for job in waiting:
                self.done.add(job.id)
                if job.task_name == "core.deliver_message" or job.task_name.endswith("_answered"):
                    app.tasks[job.task_name](**job.args)

    def later(self, days: int, *jobs: Callable[[], None]) -> None:
        """Let days go by, then run periodic jobs and what follows from them."""
        self.now += timedelta(days=days)
        for job in jobs:
            job()
        self.work()

    def says(self, number: str, answer: str) -> None:
        """Let somebody answer by text message."""
        assert receive_sms(number, answer, at=self.now) is not None
        self.work()


@pytest.fixture
def days(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Days]:
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"
    settings.EMPLOYER_REGISTER = "tests.employers.firms.PaperRegister"
    told = Days()
    monkeypatch.setattr(timezone, "now", lambda: told.now)
    open_country()
    concept("occupation", ru="сварщик", en="welder")
    texts.clear()
    yield told
    assert mail.outbox == []
    assert [text for _number, text in texts if len(text) > segment_size(text)] == []
    names = {
        part for who in cast.CAST for name in (who.name("ru"), who.name("en")) for part in (name.given, name.family)
    }
    assert [text for _number, text in texts if "://" in text or any(name in text for name in names)] == []
    texts.clear()


def seen(answer: Any) -> str:
    html: str = answer.content.decode()
    assert answer.status_code == 200, answer.status_code
    assert not REQUIRED_EMAIL.search(html)
    return html


def fill(client: Client, address: str, facts: dict[str, str]) -> str:
    """Read a form, send it, and return where it leads."""
    seen(client.get(address))
    answer = client.post(address, facts)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer["Location"]


def last(number: str) -> str:
    return next(text for to, text in reversed(texts) if to == number).replace("\u00a0", " ")


def signs_up() -> Client:
    client = Client()
    facts = {"contact": "0700 000 104", "given_name": "Бакыт", "family_name": "Осмонов", "password": ""}
    code_page = fill(client, "/ru/account/sign-up/", facts)
    fill(client, code_page, {"action": "verify", "code": code_in(last(NUMBER))})
    return client


def registers(client: Client) -> str:
    """Register the firm and prove it by the code sent to the number in the register; return the firm's id."""
    fill(client, "/ru/employers/register/number", {"scheme": "kg-inn", "number": INN})
    fill(client, "/ru/employers/register/name", {"name": "Чүй-Металл"})
    fill(client, "/ru/employers/register/place", {"place": "Бишкек", "address": ""})
    fill(client, "/ru/employers/register/size", {"staff": ""})
    proof_page = fill(client, "/ru/employers/register/check", {})
    fill(client, fill(client, proof_page, {"way": "sms"}), {})
    code_form = re.search(r'action="(/ru/employers/proofs/[0-9a-f-]+/code)"', seen(client.get(proof_page)))
    assert code_form is not None
    assert client.post(code_form[1], {"code": code_in(last(PHONE))}).status_code == 302
    return proof_page.split("/")[3]


def posts(client: Client) -> Vacancy:
    address = client.post("/ru/vacancies/new", {})["Location"]
    work = {"title": "Сварщик", "occupation_name": "сварщик", "text_language": "ru", "description": "Варить ворота."}
    address = fill(client, address, work)
    address = fill(client, address, {"place": "Бишкек", "openings": "1", "contract": "permanent"})
    address = fill(client, address, {"schedule": "full_day"})
    address = fill(client, address, {"pay_kind": "from", "pay_min": "40000", "pay_max": "", "pay_period": "month"})
    address = fill(client, address, {"experience_months": "0"})
    address = fill(client, address, {"ways": "in_system", "contact_name": "", "contact_phone": ""})
    seen(client.get(address))
    seen(client.post(address))
    return Vacancy.objects.get()


def published(days: Days) -> tuple[Account, Vacancy]:
    """Return Bakyt with a vacancy that everybody sees, all by phone."""
    client = signs_up()
    registers(client)
    vacancy = posts(client)
    assert vacancy.status == AdStatus.CHECKING
    days.now += timedelta(hours=1)
    accepted = signed_in(cast.SAMAT).post(f"/ru/vacancies/moderation/{vacancy.id}/accept", {"version": vacancy.version})
    assert accepted.status_code == 302
    days.work()
    vacancy.refresh_from_db()
    assert (vacancy.status, last(NUMBER)) == (AdStatus.ACTIVE, "Firststop: вакансия опубликована")
    return Account.objects.get(phone=NUMBER), vacancy


def test_from_signing_up_to_the_hire_a_phone_is_enough(days: Days) -> None:
    bakyt, vacancy = published(days)
    assert (bakyt.email, bakyt.has_usable_password()) == (None, False)

    days.later(31, vacancies.ask_posters)
    assert last(NUMBER).endswith("1 да, 0 нет")
    days.says(NUMBER, "1")
    days.later(15, vacancies.ask_posters)
    vacancy.refresh_from_db()
    assert vacancy.status == AdStatus.ACTIVE, "a yes by text message keeps it"

    ermek, number = person(cast.ERMEK), cast.ERMEK.phone or ""
    house = vacancy.establishment.organisation_id
    assert house
    profile_of(ermek)
    invite(vacancy.id, ermek.id, organisation=house, message="", by=doer(bakyt), at=days.now)
    days.work()
    assert "приглашает" in last(number)
    invitation = re.search(
        r"/ru/applications/invitations/([0-9a-f-]+)", seen(client_of(ermek).get("/ru/applications/invitations"))
    )
    assert invitation is not None
    assert client_of(ermek).post(invitation[0], {"answer": "yes"}).status_code == 302
    days.work()
    assert "отклик" in last(NUMBER)

    firm, sent = client_of(bakyt), Application.objects.get()
    when = timezone.localtime(days.now + timedelta(days=2))
    seen(firm.get(f"/ru/applications/for/{vacancy.id}"))
    day = {"day_day": str(when.day), "day_month": str(when.month), "day_year": str(when.year), "hour": "10"}
    day["where"] = "Проходная"
    assert firm.post(f"/ru/applications/{sent.id}/meet", day).status_code == 302
    days.work()
    assert "встречу" in last(number)

    days.later(1, placements.ask_who_comes)
    assert last(number).endswith("1 да, 0 нет")
    days.says(number, "1")
    assert last(NUMBER) == "Firststop: кандидат придёт на встречу"

    days.later(2, placements.ask_who_comes)
    assert client_of(bakyt).post(f"/ru/applications/{sent.id}/hire", {}).status_code == 302
    days.work()
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.status_reason) == (AdStatus.STOPPED, "filled")
    assert Client().get(f"/ru/vacancies/{vacancy.id}").status_code in (404, 410)
    assert set(Account.objects.filter(id__in=[bakyt.id, ermek.id]).values_list("email", flat=True)) == {None}


def test_a_no_by_text_message_takes_the_vacancy_off(days: Days) -> None:
    _bakyt, vacancy = published(days)
    days.later(31, vacancies.ask_posters)
    days.says(NUMBER, "0")
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.status_reason) == (AdStatus.STOPPED, "said_filled")


def test_whoever_does_not_answer_is_called_by_the_desk(days: Days) -> None:
    bakyt, vacancy = published(days)
    days.later(31, vacancies.ask_posters)
    desk = signed_in(cast.MEERIM)
    question = Message.objects.get(person=bakyt.id, asks=True)
    assert str(question.id) not in seen(desk.get("/ru/desk/calls"))
    days.later(4)
    desk = signed_in(cast.MEERIM)
    assert str(question.id) in seen(desk.get("/ru/desk/calls"))
    assert NUMBER in seen(desk.get(f"/ru/desk/calls/{question.id}"))
    assert desk.post(f"/ru/desk/calls/{question.id}", {"answer": "0"}).status_code == 302
    days.work()
    vacancy.refresh_from_db()
    assert vacancy.status == AdStatus.STOPPED


def test_whoever_answers_nothing_at_all_loses_the_vacancy_after_forty_five_days(days: Days) -> None:
    _bakyt, vacancy = published(days)
    days.later(31, vacancies.ask_posters)
    days.later(16, vacancies.ask_posters)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.status_reason) == (AdStatus.STOPPED, "no_answer")
    assert call_list(at=days.now) == []


@pytest.mark.parametrize(("answer", "told"), [("1", "comes"), ("0", "does_not_come")])
def test_the_firm_hears_once_whether_somebody_comes(days: Days, answer: str, told: str) -> None:
    bakyt, vacancy = published(days)
    ermek = person(cast.ERMEK)
    client_of(ermek).post(f"/ru/applications/to/{vacancy.id}", {"message": ""})
    Application.objects.update(state="trial", meeting_at=days.now + timedelta(days=1))
    days.later(0, placements.ask_who_comes, placements.ask_who_comes)
    assert Message.objects.filter(kind="placements.coming").count() == 1
    days.says(cast.ERMEK.phone or "", answer)
    assert Message.objects.filter(person=bakyt.id, kind=f"placements.{told}").count() == 1
    assert Application.objects.get().state == "trial"


def test_nobody_is_called_about_a_meeting_that_is_over(days: Days) -> None:
    _bakyt, vacancy = published(days)
    client_of(person(cast.ERMEK)).post(f"/ru/applications/to/{vacancy.id}", {"message": ""})
    Application.objects.update(state="trial", meeting_at=days.now + timedelta(days=1))
    days.later(0, placements.ask_who_comes)
    days.later(4, placements.ask_who_comes)
    assert Message.objects.get(kind="placements.coming").state == "no_answer"
    assert call_list(at=days.now) == []


@pytest.mark.parametrize("hours", [-1, 37])
def test_nobody_is_asked_about_a_meeting_that_is_over_or_far(days: Days, hours: int) -> None:
    _bakyt, vacancy = published(days)
    client_of(person(cast.ERMEK)).post(f"/ru/applications/to/{vacancy.id}", {"message": ""})
    Application.objects.update(state="trial", meeting_at=days.now + timedelta(hours=hours))
    days.later(0, placements.ask_who_comes)
    assert not Message.objects.filter(kind="placements.coming").exists()
