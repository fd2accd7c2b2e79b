"""From a vacancy to a hire, through the pages, as those who take part see them."""

import pytest
from playwright.sync_api import Browser

from tests import cast
from tests.journeys.visitor import DESK, PHONE, Visitor
from tests.people import app_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NUMBER = "+996700000190"


def sign_in(visitor: Visitor, who: cast.Person) -> None:
    visitor.open("/account/sign-in/")
    visitor.fill("Phone number or e-mail address", who.email or who.phone or "")
    visitor.page.locator("main summary").first.click()
    visitor.page.locator("input[name=password]").fill(who.password or "")
    visitor.press("Sign in with the password")
    if who.secret:
        visitor.page.locator("input[name=code]").fill(app_code(who.secret))
        visitor.press("Sign in")


def post_a_vacancy(aida: Visitor) -> None:
    aida.open("/vacancies/mine")
    aida.press("Post a vacancy")
    aida.fill("What do you call this work?", "Seamstress")


@pytest.mark.parametrize(("language", "width"), [("en", DESK), ("ru", PHONE)])
def test_a_vacancy_is_posted_checked_found_matched_and_filled(
    browser: Browser, served: str, language: str, width: int
) -> None:
    aida = Visitor(browser, served, language=language, width=width)
    sign_in(aida, cast.AIDA)
    post_a_vacancy(aida)
