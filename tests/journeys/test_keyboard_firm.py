"""An enterprise without a mouse: it is registered, proven at the counter, and its people change."""

import pytest

from tests.journeys.deeds import SEND
from tests.journeys.key_deeds import come_in_with_second_factor, go_back, go_to_case, open_account
from tests.journeys.keyboard import Keyboard, at_keyboard
from tests.journeys.visitor import Doors, own_firm_number
from tests.scene import DESK

pytestmark = pytest.mark.row("SR-43")

FIRM = "Войлок Ала-Тоо"
MEMBERS, INVITE = "main a[href$='/account/members/']", "main a[href$='/members/invite/']"


def test_an_enterprise_is_registered_proven_and_handed_on_by_keyboard_alone(doors: Doors) -> None:
    founder = at_keyboard(doors, "keyboard-founder")
    open_account(founder, "Бермет", "Исакова")
    register(founder)

    desk = at_keyboard(doors, "keyboard-desk")
    come_in_with_second_factor(desk, DESK)
    prove_at_the_counter(desk)
    call_who_did_not_answer(desk)

    founder.wait_for("main a[href$='/employers/ask']")
    founder.enter("main a[href$='/account/']")
    founder.enter(MEMBERS)
    colleague = at_keyboard(doors, "keyboard-colleague", width=390)
    open_account(colleague, "Эмиль", "Бакиров")
    accept(colleague, invite(founder))
    go_back(founder)
    suspend_and_resume(founder, colleague, "Бакиров")
    hand_over(founder, "Исакова")
    assert not founder.visitor.page.locator(MEMBERS).count()
    colleague.enter(MEMBERS)
    assert colleague.visitor.page.locator(INVITE).count()


def register(founder: Keyboard) -> None:
    """Come in by the employers' door, register step by step, and say that one comes to the counter to prove it."""
    founder.enter("header .fs-wordmark")
    founder.enter("main form[action$='/vacancies/post'] button")
    founder.be_refused(SEND, "number")
    founder.type("number", own_firm_number())
    founder.enter(SEND)
    founder.type("name", FIRM)
    founder.enter(SEND)
    founder.type("place", "Каракол")
    founder.enter(SEND)
    founder.type("staff", "5")
    founder.enter(SEND)
    founder.visitor.shows(FIRM)
    founder.enter(SEND)
    founder.be_refused(SEND, "way")
    founder.choose("way", "counter")
    founder.enter(SEND)
    founder.enter(SEND)


def prove_at_the_counter(desk: Keyboard) -> None:
    """Go from the desk to the proofs, open the enterprise's, and write down what one saw."""
    desk.enter("main a[href$='/employers/proofs']")
    desk.skip()
    desk.enter(f"main nav a:has-text('{FIRM}')")
    go_to_case(desk)
    desk.be_refused("main button[formaction$='/grant']", "note")
    desk.type("note", "Свидетельство и паспорт.")
    desk.enter("main button[formaction$='/grant']")
    assert FIRM not in desk.visitor.text()
    go_back(desk)


def call_who_did_not_answer(desk: Keyboard) -> None:
    """Open the one question that waits for a call, and note what was said."""
    question = "main a.fs-link--title"
    desk.enter("main a[href$='/desk/calls']")
    desk.skip()
    desk.enter(question)
    assert desk.visitor.page.locator("main a[href^='tel:']").count()
    desk.be_refused("main form[method=post] button", "answer")
    desk.choose("answer", "1")
    desk.enter("main form[method=post] button")
    assert not desk.visitor.page.locator(question).count()


def invite(boss: Keyboard) -> str:
    """Invite somebody who finds people; return the code, which is shown once."""
    boss.enter(INVITE)
    boss.be_refused(SEND, "role")
    boss.choose("role", "recruiter")
    boss.enter(SEND)
    return boss.visitor.page.locator("main .fs-heading-l").inner_text()


def accept(colleague: Keyboard, code: str) -> None:
    """Take up an invitation by its code, from one's own page."""
    colleague.enter("main a[href$='/account/settings/']")
    colleague.enter("main a[href$='/account/invitation/']")
    colleague.be_refused(SEND, "code")
    colleague.type("code", code)
    colleague.enter(SEND)
    colleague.visitor.shows(FIRM)


def suspend_and_resume(boss: Keyboard, colleague: Keyboard, name: str) -> None:
    """Take a colleague's rights away, and give them back."""
    for deed, has_rights in (("suspend", False), ("resume", True)):
        boss.enter(f"main a:has-text('{name}')")
        boss.enter(f"main button[value={deed}]")
        colleague.visitor.page.reload()
        assert (FIRM in colleague.visitor.text()) is has_rights


def hand_over(boss: Keyboard, name: str) -> None:
    """Give one's own role to the one colleague there is."""
    boss.enter(f"main a:has-text('{name}')")
    boss.be_refused("main button[value=hand_over]", "successor")
    boss.tick("successor")
    boss.enter("main button[value=hand_over]")
