"""The caps and deadlines of ads, which an office may order anew: a clock that began on a day runs by that day's."""

from datetime import datetime

from firststop.core.dated import Number, declare_numbers, number_at
from firststop.vacancies.rules.expiry import ANSWER_WITHIN, ASK_AFTER, MOST_DAYS, REMIND_BEFORE, USUAL_DAYS, Life

HELD, UNREVIEWED = "vacancies.held_a_day", "vacancies.unreviewed_a_day"
USUAL, MOST = "vacancies.usual_days", "vacancies.most_days"
ASK, ANSWER, REMIND = "vacancies.ask_after_days", "vacancies.answer_days", "vacancies.remind_days"
REFUSED, OF_LEAST, LATELY = "vacancies.source_refused_percent", "vacancies.source_least_ads", "vacancies.source_days"

declare_numbers(
    Number(HELD, 20, "ads a day that wait while nobody has proven to speak for the employer", most=1_000),
    Number(UNREVIEWED, 200, "ads a day of a proven employer that are public before anybody reads them", most=10_000),
    Number(USUAL, USUAL_DAYS, "days that an ad is public when its employer says nothing", most=MOST_DAYS),
    Number(MOST, MOST_DAYS, "days that an ad is public at most", most=MOST_DAYS),
    Number(ASK, ASK_AFTER, "days after publication or the last yes when we ask: still open?", most=MOST_DAYS),
    Number(ANSWER, ANSWER_WITHIN, "days that a firm has to answer whether an ad is still open", most=MOST_DAYS),
    Number(REMIND, REMIND_BEFORE, "days before its end when we remind of it", most=MOST_DAYS),
    Number(REFUSED, 5, "ads in a hundred of a source that moderators may refuse before its new ones wait", most=100),
    Number(OF_LEAST, 20, "ads of a source, lately, from which on that share is counted", most=10_000),
    Number(LATELY, 30, "days for which the ads of a source count for that share"),
)


def life_at(at: datetime) -> Life:
    """Return the life of an ad that gives its last sign at the moment `at`."""
    return Life(number_at(USUAL, at), number_at(MOST, at))
