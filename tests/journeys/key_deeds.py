"""What people do by keyboard in more than one journey."""

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import SEND
from tests.journeys.keyboard import Keyboard


def open_account(keys: Keyboard, given: str, family: str) -> None:
    """Open an account with one's phone number and the code that came to it."""
    number = keys.visitor.phone
    keys.visitor.go("account/sign-up/")
    keys.type("contact", number)
    keys.type("given_name", given)
    keys.type("family_name", family)
    keys.enter(SEND)
    keys.type("code", deeds.code_from_phone(keys.visitor, number))
    keys.enter(SEND)


def go_back(keys: Keyboard) -> None:
    """Go back to the page before by the first link of the main part."""
    keys.skip()
    keys.enter("main .fs-back")


def come_in_by_code(keys: Keyboard, who: cast.Person) -> None:
    """Sign in with a number and the code that comes to it."""
    number = str(who.phone)
    keys.visitor.go("account/sign-in/")
    keys.skip()
    keys.type("login", number)
    keys.enter("main button[name=way][value=code]")
    keys.type("code", deeds.code_from_phone(keys.visitor, number))
    keys.enter(SEND)


def come_in_with_second_factor(keys: Keyboard, who: cast.Person) -> None:
    """Sign in with a password and the number of the app."""
    keys.visitor.go("account/sign-in/")
    keys.skip()
    keys.type("login", str(who.email))
    keys.unfold("main details summary")
    keys.type("password", str(who.password))
    keys.enter("main button[name=way][value=password]")
    keys.type("code", deeds.app_number(str(who.secret)))
    keys.enter(SEND)


def go_to_case(staff: Keyboard) -> None:
    """Go over the queue, however many wait in it."""
    staff.skip()
    staff.reach("main nav .govuk-skip-link")
    staff.visitor.page.keyboard.press("Enter")
    assert staff.visitor.page.locator("#case:focus").count()
