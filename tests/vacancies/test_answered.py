"""How a firm answers "still open?": a figure from its own history, for itself and for who moderates."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from firststop.core.messages import NO, YES, answer_message
from firststop.core.models import Message
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import Answered, answered_by
from firststop.vacancies.services import reopen_vacancy, stop_vacancy
from firststop.vacancies.services.asking import ask_still_open, stop_silent, take_answer
from tests import cast, people
from tests.vacancies.test_life import AT, Firm
from tests.vacancies.test_still_open import leave

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-09")]
DAY = timedelta(days=1)
ASKED = AT + 31 * DAY
OVER = ASKED + 15 * DAY


def answers(vacancy: Vacancy, answer: str, at: datetime) -> None:
    message = Message.objects.open_questions().get(subject=vacancy.id)
    answer_message(message, answer, at=at)
    take_answer(message.id, at=at)


def asked(firm: Firm, number: int) -> list[Vacancy]:
    ads = [firm.published()]
    ads += [Vacancy.objects.get(id=firm.post(title=f"Seamstress {each}").id) for each in range(number - 1)]
    assert ask_still_open(at=ASKED) == number
    leave(ASKED)
    return ads


def test_a_firm_is_told_how_many_of_its_questions_it_answered() -> None:
    firm = Firm()
    yes, no, _silent, by_itself, waits = asked(firm, 5)
    house = firm.house.id
    assert answered_by(house, at=ASKED) is None, "a question that waits is no silence"
    answers(yes, YES, ASKED + DAY)
    answers(no, NO, ASKED + 14 * DAY)
    stop_vacancy(by_itself.id, organisation=house, reason="filled", by=firm.by, at=ASKED + DAY)
    assert answered_by(house, at=ASKED + 14 * DAY) == Answered(2, 2)
    Vacancy.objects.filter(id=waits.id).update(asked_open_at=OVER)
    assert stop_silent(at=OVER) == 1
    assert answered_by(house, at=OVER) == Answered(2, 3)


def test_each_question_about_an_ad_counts_for_twelve_months() -> None:
    firm = Firm()
    (vacancy,) = asked(firm, 1)
    answers(vacancy, YES, ASKED + DAY)
    again = ASKED + 31 * DAY
    assert ask_still_open(at=again) == 1
    answers(vacancy, YES, again)
    house = firm.house.id
    assert answered_by(house, at=again) == Answered(2, 2)
    assert answered_by(house, at=ASKED + 365 * DAY) == Answered(2, 2)
    assert answered_by(house, at=ASKED + 366 * DAY) == Answered(1, 1)
    assert answered_by(house, at=again + 366 * DAY) is None


def test_an_answer_that_comes_too_late_and_an_ad_opened_again_after_silence_stay_unanswered() -> None:
    firm = Firm()
    late, silent = asked(firm, 2)
    answers(late, YES, OVER + DAY)
    assert stop_silent(at=OVER + DAY) == 1
    reopen_vacancy(silent.id, organisation=firm.house.id, by=firm.by, at=OVER + DAY)
    assert answered_by(firm.house.id, at=OVER + DAY) == Answered(0, 2)


def test_what_is_tried_out_and_what_another_firm_answers_does_not_count() -> None:
    firm = Firm()
    (vacancy,) = asked(firm, 1)
    answers(vacancy, YES, ASKED)
    assert answered_by(people.organisation_of(cast.CHUY_METALL).id, at=ASKED) is None
    Vacancy._meta.apps.get_model("vacancies", "VacancyEvent")._default_manager.update(is_test=True)
    assert answered_by(firm.house.id, at=ASKED) is None


def test_it_is_one_query_however_many_ads(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    firm = Firm()
    for vacancy in asked(firm, 4):
        answers(vacancy, YES, ASKED)
    with django_assert_num_queries(1):
        assert answered_by(firm.house.id, at=ASKED) == Answered(4, 4)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_firm_and_the_moderator_read_it_in_plain_words_once_there_is_something_to_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    firm = Firm()
    answered, _silent = asked(firm, 2)
    aida, samat = people.signed_in(cast.AIDA), people.signed_in(cast.SAMAT)
    case = f"/en/vacancies/moderation/{answered.id}"
    assert "Is your vacancy still open?" not in page(aida, "/en/vacancies/mine")
    assert "Asked “still open?”" not in page(samat, case)
    answers(answered, YES, ASKED)
    stop_silent(at=OVER)
    monkeypatch.setattr(timezone, "now", lambda: OVER)
    aida, samat = people.signed_in(cast.AIDA), people.signed_in(cast.SAMAT)
    told = "You answered 1 of 2 questions “Is your vacancy still open?” in the last 12 months."
    assert told in page(aida, "/en/vacancies/mine")
    assert "answered 1 of 2 questions in 12 months" in page(samat, case)
