"""Whole tasks by keyboard alone: of a citizen, of an employer, of a moderator."""

from dataclasses import replace

import pytest

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import SEND, WORDS
from tests.journeys.keyboard import Keyboard
from tests.journeys.visitor import Doors

pytestmark = pytest.mark.row("SR-43")
#: What may be lawful and may be not: somebody reads the vacancy before everybody does.
DOUBTFUL = "You weld gates and fences by hand, and you check each seam. You are at least 21 years old."


def test_a_citizen_finds_work_by_keyboard_alone(doors: Doors) -> None:
    seeker, words, number = doors.visitor("keyboard", language="ru", width=1280), WORDS["ky"], "+996700200404"
    keys = Keyboard(seeker)
    seeker.go("account/sign-up/")
    keys.type("contact", number)
    keys.type("given_name", "Асель")
    keys.type("family_name", "Жээнбекова")
    keys.enter(SEND)
    keys.type("code", deeds.code_from_phone(seeker, number))
    keys.enter(SEND)
    keys.enter("main a[href$='/me/cv']")
    keys.type("text", "Швея, шесть лет опыта.")
    keys.enter(SEND)
    keys.tick("wanted")
    keys.enter(SEND)
    keys.type("place", words.place)
    keys.enter(SEND)
    keys.choose("visibility", "anonymous")
    keys.enter(SEND)
    seeker.wait_for("matches/", f"main a:has-text('{words.title}')")
    keys.enter(f"main a:has-text('{words.title}')")
    keys.type("message", "Могу выйти в понедельник.")
    keys.enter("main #apply button")
    seeker.shows(words.title)


def sign_in(keys: Keyboard, who: cast.Person) -> None:
    """Sign in with a password, and with the number of the app where the role asks for one."""
    assert who.email
    assert who.password
    keys.visitor.go("account/sign-in/")
    keys.type("login", who.email)
    keys.reach("main details summary")
    keys.visitor.page.keyboard.press("Enter")
    keys.type("password", who.password)
    keys.enter("main button[name=way][value=password]")
    if who.secret:
        keys.type("code", deeds.app_number(who.secret))
        keys.enter(SEND)


def test_an_employer_posts_and_fills_a_vacancy_by_keyboard_alone(doors: Doors) -> None:
    words = replace(WORDS["en"], title="Welder of tent frames", description=DOUBTFUL, firm=WORDS["ky"].firm)
    employer = doors.visitor("keyboard-employer")
    keys = Keyboard(employer)
    sign_in(keys, cast.AIDA)
    keys.enter("main a[href$='/vacancies/mine']")
    keys.enter("main form[action$='vacancies/new'] button")
    keys.type("title", words.title)
    keys.type("occupation_name", words.occupation)
    keys.type("description", words.description)
    keys.enter(SEND)
    keys.type("place", words.place)
    keys.choose("schedule", "full_day")
    keys.enter(SEND)
    keys.choose("pay_kind", "range")
    keys.type("pay_min", "40000")
    keys.type("pay_max", "55000")
    keys.enter(SEND)
    keys.tick("skills")
    keys.enter(SEND)
    keys.enter(SEND)
    employer.shows(words.title)
    keys.enter(SEND)
    keys.enter("main a[href$='/vacancies/mine']")
    moderator = doors.visitor("keyboard-approver")
    deeds.sign_in_staff(moderator, cast.SAMAT)
    deeds.approve(moderator, words)

    seeker = doors.visitor("keyboard-seeker")
    deeds.sign_up(seeker, "+996700200505", "Cholpon", "Sultanova")
    seeker.wait_for("vacancies/", f"main a:has-text('{words.title}')")
    seeker.page.locator("main a", has_text=words.title).first.click()
    seeker.look()
    deeds.apply(seeker, words)

    employer.page.reload()
    keys.enter("main a[href*='/applications/for/']")
    keys.enter("main a.fs-link--title")
    employer.shows(words.letter)
    keys.enter("main form[action$='/identity'] button")
    employer.shows("Cholpon")
    keys.enter("main form[action$='/hire'] button")
    seeker.go("applications/")
    seeker.shows(words.hired)


def test_a_moderator_publishes_one_vacancy_and_refuses_another_by_keyboard_alone(doors: Doors) -> None:
    employer = doors.visitor("moderated", width=390)
    deeds.sign_in(employer, cast.AIDA)
    titles = ("Welder of gates", "Welder of fences")
    good, bad = (replace(WORDS["en"], title=title, description=DOUBTFUL) for title in titles)
    for words in (good, bad):
        deeds.post_vacancy(employer, words)
    moderator = doors.visitor("keyboard-moderator", language="ru")
    keys = Keyboard(moderator)
    sign_in(keys, cast.SAMAT)
    keys.enter("main a[href$='/vacancies/moderation']")
    keys.enter(f"main a:has-text('{good.title}')")
    keys.enter("main form[action$='/accept'] button")
    keys.enter(f"main a:has-text('{bad.title}')")
    keys.choose("code", "misleading")
    keys.type("text", "Nobody can say what is paid.")
    keys.enter("main form[action$='/reject'] button")
    employer.go("vacancies/mine")
    employer.shows("Nobody can say what is paid.")
