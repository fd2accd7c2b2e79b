"""Everybody's task without a mouse: the jobseeker's, the employer's, the moderator's and the counsellor's."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import SEND, WORDS, Words
from tests.journeys.key_deeds import come_in_by_code, come_in_with_second_factor, go_back, go_to_case, open_account
from tests.journeys.keyboard import Keyboard, at_keyboard
from tests.journeys.visitor import Doors

pytestmark = pytest.mark.row("SR-43")

FIRM = cast.CHUY_METALL.name("ru")
VAGUE = replace(WORDS["ru"], firm=FIRM, title="Сварщик срочно", place="Кант")
CLEAR = replace(VAGUE, title="Сварщик ворот и решёток")


def test_a_citizen_finds_work_by_keyboard_alone(doors: Doors) -> None:
    keys, words = at_keyboard(doors, "keyboard"), WORDS["ky"]
    open_account(keys, "Асель", "Жээнбекова")
    keys.enter("main a[href$='/me/cv']")
    keys.type("text", "Швея, шесть лет опыта.")
    keys.enter(SEND)
    keys.tick("wanted")
    keys.enter(SEND)
    keys.type("place", words.place)
    keys.enter(SEND)
    keys.choose("visibility", "anonymous")
    keys.enter(SEND)
    keys.enter("main a[href$='/matches/']")
    keys.wait_for(f"main a:has-text('{words.title}')")
    keys.enter(f"main a:has-text('{words.title}')")
    keys.type("message", "Могу выйти в понедельник.")
    keys.enter("main #apply button")
    keys.visitor.shows(words.title)


def test_an_employer_and_a_moderator_bring_a_vacancy_to_a_hire_by_keyboard_alone(doors: Doors) -> None:
    boss = at_keyboard(doors, "keyboard-employer")
    come_in_by_code(boss, cast.BAKYT)
    boss.enter("a[href$='/vacancies/mine']")
    boss.skip()
    boss.enter("main form[action$='/vacancies/new'] button")
    write_vacancy(boss, VAGUE)

    moderator = at_keyboard(doors, "keyboard-moderator")
    come_in_with_second_factor(moderator, cast.SAMAT)
    open_in_queue(moderator, VAGUE)
    turn_single_keys_off(moderator)
    go_to_case(moderator)
    moderator.be_refused("main form[action$='/reject'] button", "code")
    moderator.choose("code", "other")
    moderator.type("text", "Напишите, что надо варить.")
    moderator.enter("main form[action$='/reject'] button")

    boss.enter("main a[href$='/vacancies/mine']")
    boss.visitor.shows("Напишите, что надо варить.")
    boss.enter("main .fs-thing form[action$='/vacancies/new'] button")
    correct_vacancy(boss, CLEAR)
    go_back(moderator)
    open_in_queue(moderator, CLEAR)
    go_to_case(moderator)
    moderator.enter("main form[action$='/accept'] button")

    seeker = doors.visitor("answers-keyboard", language="ru", width=390)
    seeker.go("account/sign-in/")
    deeds.ask_for_code(seeker, str(cast.ERMEK.phone))
    deeds.find_among_matches(seeker, CLEAR)
    deeds.apply(seeker, CLEAR)
    boss.enter("main a[href$='/vacancies/mine']")
    hire(boss, CLEAR, cast.ERMEK)
    seeker.go("applications/")
    seeker.shows(CLEAR.hired)


def test_a_counsellor_reads_of_a_client_and_finds_who_is_asked_for_by_keyboard_alone(doors: Doors) -> None:
    # As wide as a window at three times the size: who needs large letters often needs keys too.
    keys, name = at_keyboard(doors, "keyboard-counsellor", width=390), cast.AIGUL.name().given
    counsellor = keys.visitor
    come_in_with_second_factor(keys, cast.GULNARA)
    pass_the_menu(keys)
    keys.enter("main a[href$='/me/clients']")
    keys.skip()
    keys.enter(f"main a:has-text('{name}')")
    counsellor.shows(name)
    code = counsellor.page.locator("main .fs-caption").inner_text()
    go_back(keys)
    go_back(keys)
    keys.enter("main a[href$='/me/by-code']")
    keys.be_refused("main form[method=post] button", "firm")
    keys.type("firm", "Kumush Iyne")
    keys.type("code", code)
    keys.enter("main form[method=post] button")
    counsellor.shows(name)


def pass_the_menu(keys: Keyboard) -> None:
    """Open the menu of a narrow window, and go on behind it: it must not stay in the way."""
    keys.unfold("header summary")
    keys.reach("main a")


def write_vacancy(keys: Keyboard, words: Words) -> None:
    """Write a vacancy step by step, look at it and send it."""
    keys.type("title", words.title)
    keys.type("occupation_name", words.occupation)
    keys.choose("text_language", words.language)
    keys.type("description", words.description)
    keys.enter(SEND)
    keys.type("place", words.place)
    keys.type("openings", "1")
    keys.choose("contract", "permanent")
    keys.enter(SEND)
    keys.choose("schedule", "full_day")
    keys.enter(SEND)
    keys.choose("pay_kind", "range")
    keys.type("pay_min", "40000")
    keys.type("pay_max", "55000")
    keys.enter(SEND)
    keys.tick("skills")
    keys.enter(SEND)
    keys.enter(SEND)
    keys.visitor.shows(words.title)
    keys.enter(SEND)


def correct_vacancy(keys: Keyboard, words: Words) -> None:
    """Write another title over the one of a copy, and send the rest as it is."""
    keys.type("title", words.title)
    for _step in range(6):
        keys.enter(SEND)
    keys.visitor.shows(words.title)
    keys.enter(SEND)


def open_in_queue(moderator: Keyboard, words: Words) -> None:
    """Go from the desk to the queue, and open a case."""
    moderator.enter("main a[href$='/vacancies/moderation']")
    moderator.skip()
    moderator.enter(f"main nav a:has-text('{words.title}')")
    moderator.visitor.shows(words.firm)


def turn_single_keys_off(moderator: Keyboard) -> None:
    """Nobody decides by a letter struck by chance who has turned single keys off; the browser remembers it."""
    page = moderator.visitor.page
    assert sends_by_a_letter(page)
    moderator.reach("main [data-keys-switch]")
    page.keyboard.press("Enter")
    assert not sends_by_a_letter(page)
    assert not sends_by_a_letter(page)


def sends_by_a_letter(page: Page) -> bool:
    """Press the letter that publishes, and see whether the page wants to send something, which it is kept from."""
    page.evaluate(
        "document.addEventListener('submit', event => { event.preventDefault(); document.body.dataset.sends = 'yes' })"
    )
    page.keyboard.press("a")
    sends = page.locator("body[data-sends=yes]").count() > 0
    page.reload()
    return sends


def hire(boss: Keyboard, words: Words, who: cast.Person) -> None:
    """Read who applied, plan a meeting, open the name, read what a hire does, and hire."""
    boss.enter("main a[href*='/applications/for/']")
    boss.skip()
    boss.enter("main a.fs-link--title")
    boss.visitor.shows(words.letter)
    day = (("day_day", "12"), ("day_month", "1"), ("day_year", "2031"))
    for name, value in (*day, ("hour", "10:00"), ("where", words.place)):
        boss.type(name, value)
    boss.enter("main form[action$='/meet'] button")
    boss.enter("main form[action$='/identity'] button")
    boss.visitor.shows(who.name().given)
    boss.enter("main a[href$='/hiring']")
    boss.enter("main form[action$='/hire'] button")
