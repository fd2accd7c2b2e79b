"""The main journey in the browser: a vacancy is advertised, found, matched and filled."""

import pytest

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import WORDS
from tests.journeys.visitor import Doors

pytestmark = pytest.mark.row("SR-43")


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ru", 390)])
def test_a_vacancy_is_posted_approved_matched_and_filled(doors: Doors, language: str, width: int) -> None:
    words = WORDS[language]
    employer = doors.visitor("employer", language=language, width=width)
    employer.go("")
    deeds.sign_up(employer, "Bermet", "Isakova")
    deeds.register_enterprise(employer, words)

    lead = doors.visitor("lead", language=language, width=width)
    deeds.sign_in_staff(lead, cast.MEERIM)
    deeds.prove_enterprise(lead, words)
    deeds.post_vacancy(employer, words)

    moderator = doors.visitor("moderator", language=language, width=width)
    deeds.sign_in_staff(moderator, cast.SAMAT)
    deeds.approve(moderator, words)

    seeker = doors.visitor("seeker", language=language, width=width)
    deeds.sign_up(seeker, "Timur", "Akmatov")
    deeds.make_profile(seeker, words)
    deeds.find_among_matches(seeker, words)
    deeds.apply(seeker, words)

    deeds.plan_meeting(employer, words)
    seeker.go("me/")
    seeker.shows(words.title)
    deeds.hire(employer, "Timur")
    seeker.go("applications/")
    seeker.shows(words.hired)


def test_a_citizen_finds_work_and_is_hired_in_kyrgyz(doors: Doors) -> None:
    words = WORDS["ky"]
    seeker = doors.visitor("citizen", language="ky", width=390)
    seeker.go("")
    deeds.sign_up(seeker, "Нургүл", "Маматова")
    deeds.make_profile(seeker, words)
    deeds.find_among_matches(seeker, words)
    deeds.apply(seeker, words)
    seeker.shows(words.title)
    seeker.go("me/")
    seeker.shows(words.title)

    employer = doors.visitor("hiring", language="ru", width=1280)
    deeds.sign_in(employer, cast.AIDA)
    deeds.plan_meeting(employer, words)
    deeds.hire(employer, "Нургүл")
    seeker.go("applications/")
    seeker.shows(words.hired)


@pytest.mark.row("P-06")
def test_somebody_without_a_name_is_compared_invited_says_yes_and_has_one(doors: Doors) -> None:
    words = WORDS["ky"]
    seeker = doors.visitor("invited", language="ru", width=390)
    seeker.go("")
    deeds.sign_up(seeker, "Зарина", "Осмонова")
    deeds.make_profile(seeker, words)
    deeds.find_among_matches(seeker, words)
    employer = doors.visitor("inviting", language="ru", width=1280)
    deeds.sign_in(employer, cast.AIDA)
    compared = deeds.compare_and_invite(employer, words, "Зарина")
    deeds.say_yes(seeker, words)
    deeds.read_name(employer, compared, "Зарина")
    seeker.go("account/looks/")
    seeker.shows(cast.KUMUSH_IYNE.name("ru"))
