"""A line that breaks while a vacancy is being written: what was typed stays, and is saved when the line is back."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import SEND, WORDS
from tests.journeys.visitor import Doors, Visitor

pytestmark = pytest.mark.row("V-01")
#: Milliseconds within which a second press of a button counts as one with the first.
A_SECOND_PRESS = 1_100
TYPED = {"title": "Сварщик у озера", "occupation_name": "сварщик", "description": "Вы варите корпуса лодок."}


def begun(doors: Doors, name: str) -> Visitor:
    """Return an employer who has typed the first answers and sent nothing yet."""
    employer = doors.visitor(name, language="ru", width=390)
    deeds.sign_in(employer, cast.AIDA)
    employer.go("vacancies/mine")
    employer.press("main form[action$='vacancies/new'] button")
    employer.fill(**TYPED)
    employer.choose("text_language", WORDS["ru"].language)
    # What the list proposes is asked for while one types: it has come.
    employer.page.wait_for_selector("main datalist option", state="attached")
    return employer


def typed(employer: Visitor) -> dict[str, str]:
    return {name: employer.page.input_value(f"main [name={name}]") for name in TYPED}


def test_what_is_sent_while_the_line_is_down_waits_on_the_page_and_is_saved_once_it_is_back(doors: Doors) -> None:
    employer = begun(doors, "offline")
    page, bar = employer.page, employer.page.locator("#fs-offline")
    step = page.url
    page.context.set_offline(True)
    expect(bar).to_be_visible()
    page.locator(SEND).first.click()
    expect(bar).to_contain_text("То, что вы ввели, на месте.")
    assert (page.url, typed(employer)) == (step, TYPED)
    page.context.set_offline(False)
    expect(bar).to_be_hidden()
    page.wait_for_timeout(A_SECOND_PRESS)
    employer.press(SEND)
    assert page.url.endswith("/terms")
    page.goto(step)
    assert typed(employer) == TYPED


def test_after_a_break_that_the_browser_did_not_notice_loading_again_saves_every_word(doors: Doors) -> None:
    employer = begun(doors, "cut-off")
    page = employer.page
    step = page.url
    page.route(step, lambda route: route.abort("internetdisconnected"))
    page.locator(SEND).first.click()
    page.wait_for_url("chrome-error://**")
    page.unroute(step)
    page.reload()
    assert page.url.endswith("/terms")
    page.goto(step)
    assert typed(employer) == TYPED
