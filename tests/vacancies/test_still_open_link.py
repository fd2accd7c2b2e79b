"""The links of a "still open?" letter: a click opens a page, a button answers, and nobody is signed in."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from firststop.accounts.models import Account, Membership
from firststop.core.messages import NO, YES, deliver
from firststop.core.models import Message
from firststop.core.models.messages import Channel, MessageState
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import reopen_vacancy, stop_vacancy
from firststop.vacancies.services.asking import ask_still_open, stop_silent, take_answer
from firststop.vacancies.services.sealed_answers import sealed_answer
from tests import cast, people
from tests.employers.firms import sent as texts
from tests.vacancies.test_life import AT, Firm
from tests.vacancies.test_still_open import leave

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-09")]
ASKED = AT + timedelta(days=31)


@dataclass
class Letter:
    """A letter that has left: its ad, its question and its two links; the clock of the pages stands at its moment."""

    vacancy: Vacancy
    message: Message
    body: str
    firm: Firm

    @property
    def links(self) -> dict[str, str]:
        """The paths of the links, by answer."""
        yes, no = (urlsplit(link).path for link in re.findall(r"^https?://\S+$", self.body, re.MULTILINE))
        return {YES: yes, NO: no}

    def fresh(self) -> tuple[Vacancy, Message]:
        """Return the ad and the question as they are now."""
        return Vacancy.objects.get(id=self.vacancy.id), Message.objects.get(id=self.message.id)

    def acted(self) -> None:
        """Let the worker act on the answer, if one was given."""
        for job in ProcrastinateJob.objects.filter(task_name="vacancies.still_open_answered"):
            take_answer(uuid.UUID(job.args["message"]), at=timezone.now())

    def is_untouched(self) -> bool:
        """Return whether nobody has answered and the ad is public."""
        vacancy, message = self.fresh()
        jobs = ProcrastinateJob.objects.filter(task_name="vacancies.still_open_answered")
        state = (vacancy.status, vacancy.said_open_at, message.answer, jobs.exists())
        return state == (AdStatus.ACTIVE, None, None, False)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    held = [ASKED]
    monkeypatch.setattr(timezone, "now", lambda: held[0])
    return held


def asked(channel: Channel = Channel.EMAIL, language: str = "en") -> Letter:
    firm = Firm()
    vacancy = firm.published()
    Account.objects.filter(id=people.person(cast.AIDA).id).update(channel=channel, language=language)
    assert ask_still_open(at=ASKED) == 1
    message = Message.objects.get(kind="vacancies.still_open")
    deliver(message.id, at=ASKED)
    return Letter(vacancy, message, str(mail.outbox[-1].body) if mail.outbox else "", firm)


@pytest.fixture
def letter(clock: list[datetime]) -> Letter:
    return asked()


def page(address: str, status: int, *, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_looking_answers_nothing_and_shows_the_ad_and_a_button_for_each_answer(letter: Letter) -> None:
    for link in letter.links.values():
        html = page(link, 200)
        assert letter.vacancy.title in html
        assert html.count('<form method="post"') == 2
        assert html.index("Yes, it is open") > 0
        assert "No, it is filled" in html
        assert Client().head(link).status_code == 405
    assert letter.is_untouched()


@pytest.mark.parametrize("said", [YES, NO])
def test_the_button_of_the_links_answer_stands_first(letter: Letter, said: str) -> None:
    first = re.findall(r'<form method="post" action="([^"]+)"', page(letter.links[said], 200))[0]
    assert first == letter.links[said]


def test_a_yes_keeps_the_ad_and_a_no_takes_it_off_without_signing_in(letter: Letter) -> None:
    visitor = Client()
    assert "Your vacancy stays open" in visitor.post(letter.links[YES]).content.decode()
    letter.acted()
    vacancy, message = letter.fresh()
    assert (vacancy.status, vacancy.said_open_at, message.state) == (AdStatus.ACTIVE, ASKED, MessageState.ANSWERED)
    assert "sessionid" not in " ".join(visitor.cookies)
    assert visitor.get("/en/vacancies/mine").status_code == 302, "a link signs nobody in"


def test_a_no_takes_the_ad_off(letter: Letter) -> None:
    assert "off the pages" in Client().post(letter.links[NO]).content.decode()
    letter.acted()
    vacancy, _message = letter.fresh()
    assert (vacancy.status, vacancy.status_reason) == (AdStatus.STOPPED, "said_filled")


def test_a_used_link_says_so_leads_to_signing_in_and_the_first_answer_stands(letter: Letter) -> None:
    Client().post(letter.links[YES])
    letter.acted()
    for link in letter.links.values():
        for answer in (Client().get(link), Client().post(link)):
            html = answer.content.decode()
            assert (answer.status_code, "This question is answered" in html) == (410, True)
            assert 'href="/en/account/messages/"' in html
            assert letter.vacancy.title not in html
    letter.acted()
    vacancy, message = letter.fresh()
    assert (vacancy.status, message.answer) == (AdStatus.ACTIVE, YES)


@pytest.mark.parametrize(("days", "status"), [(13, 200), (14, 410)])
def test_a_link_works_for_fourteen_days(letter: Letter, clock: list[datetime], days: int, status: int) -> None:
    clock[0] = ASKED + timedelta(days=days)
    page(letter.links[YES], status)
    assert letter.is_untouched()
    answer = Client().post(letter.links[NO])
    assert (answer.status_code, letter.is_untouched()) == (status, status == 410)
    assert ("This link does not work any more" in answer.content.decode()) is (status == 410)


def test_an_altered_link_says_so_and_does_nothing(letter: Letter) -> None:
    yes, no = letter.links[YES], letter.links[NO]
    seal = yes.rpartition("/")[2]
    named, _dot, signature = seal.partition(".")
    wrong = [
        yes[:-1],
        no.replace(no.rpartition(".")[2], signature),
        yes.replace(named, f"{uuid.uuid4().hex}1"),
        yes.replace(named, f"{letter.message.id.hex}x"),
        yes.replace(seal, "x"),
    ]
    for link in wrong:
        for answer in (Client().get(link), Client().post(link)):
            html = answer.content.decode()
            assert (answer.status_code, "We do not know this link" in html) == (404, True)
            assert 'href="/en/account/messages/"' in html
    assert letter.is_untouched()


def test_a_link_to_no_question_of_this_kind_does_nothing(letter: Letter) -> None:
    other = letter.links[YES].replace(letter.links[YES].rpartition("/")[2], sealed_answer(uuid.uuid4(), YES))
    assert Client().post(other).status_code == 410
    Message.objects.filter(id=letter.message.id).update(kind="vacancies.ends_soon")
    assert Client().post(letter.links[YES]).status_code == 410
    assert letter.is_untouched()


def test_the_link_of_an_ad_that_has_ended_is_old(letter: Letter) -> None:
    stop_vacancy(letter.vacancy.id, organisation=letter.firm.house.id, reason="filled", by=letter.firm.by, at=ASKED)
    assert Client().post(letter.links[YES]).status_code == 410
    vacancy, message = letter.fresh()
    assert (vacancy.status, vacancy.said_open_at, message.answer) == (AdStatus.STOPPED, None, None)


def test_who_has_left_the_firm_answers_nothing_with_an_old_letter(letter: Letter) -> None:
    Membership.objects.filter(account=people.person(cast.AIDA)).update(account=people.person(cast.BAKYT))
    assert letter.vacancy.title not in page(letter.links[NO], 410)
    assert Client().post(letter.links[NO]).status_code == 410
    assert letter.is_untouched()


def test_a_program_of_another_site_cannot_press_the_button(letter: Letter) -> None:
    assert Client(enforce_csrf_checks=True).post(letter.links[NO]).status_code == 403
    assert letter.is_untouched()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "You need not sign in."), ("ru", "Ссылки действуют"), ("ky", "Кирүүнүн кереги")]
)
def test_the_letter_and_its_page_speak_the_readers_language_and_name_nobody(
    clock: list[datetime], language: str, words: str
) -> None:
    letter = asked(language=language)
    assert words in letter.body
    for link in letter.links.values():
        assert re.fullmatch(rf"/{language}/vacancies/still-open/{letter.message.id.hex}[01]\.[\w-]+", link)
        assert f'<html lang="{language}">' in page(link, 200)
    aida = people.person(cast.AIDA)
    for personal in (aida.given_name, aida.family_name, aida.email or "", str(aida.id), letter.vacancy.title):
        assert personal not in letter.body


def test_a_text_message_holds_no_link(clock: list[datetime], settings: pytest.FixtureRequest) -> None:
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"  # type: ignore[attr-defined]
    texts.clear()
    Account.objects.filter(id=people.person(cast.AIDA).id).update(phone="+996700000103")
    asked(Channel.SMS)
    assert mail.outbox == []
    assert [("still-open" in text, "://" in text) for _number, text in texts] == [(False, False)]
    texts.clear()


def test_an_ad_that_silence_stopped_and_its_firm_opened_again_is_not_stopped_the_next_day(letter: Letter) -> None:
    late = ASKED + timedelta(days=15)
    assert stop_silent(at=late) == 1
    reopen_vacancy(letter.vacancy.id, organisation=letter.firm.house.id, by=letter.firm.by, at=late)
    assert (stop_silent(at=late + timedelta(days=1)), ask_still_open(at=late + timedelta(days=29))) == (0, 0)
    assert ask_still_open(at=late + timedelta(days=30)) == 1
    leave(late + timedelta(days=30))
    assert stop_silent(at=late + timedelta(days=45)) == 1
