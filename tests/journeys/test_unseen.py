"""Whoever presses Tab sees where they are, and the journeys by keyboard find out where not."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.keyboard import Keyboard
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.row("SR-43")

BAR = "<div style='position: sticky; top: 0; height: 200px; margin-bottom: -200px; background: #fff'>Bar</div>"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<button id=go>Go</button>", None),
        ("<input id=go type=checkbox style='opacity: 0'><label for=go style='margin-left: -20px'>Go</label>", None),
        (f"{BAR}<button id=go>Go</button>", "below something else"),
        ("<button id=go style='position: fixed; left: -300px'>Go</button>", "outside the window"),
        ("<a id=go href='/' style='position: fixed; top: 150vh'>Go</a>", "outside the window"),
        ("<button id=go style='outline: none'>Go</button>", "not shown"),
        ("<input id=go style='outline: none'>", "not shown"),
        ("<button disabled id=go>Go</button>", "times Tab"),
    ],
)
def test_a_stop_that_nobody_sees_is_caught(browser: Browser, body: str, wrong: str | None) -> None:
    page = browser.new_page()
    page.set_content(
        f"<html lang=en><style>label::before {{ content: '' }} :focus + label {{ outline: 3px solid }}"
        f"</style><title>A page</title><main>{body}</main></html>"
    )
    found = None
    try:
        Keyboard(Visitor(page, base="", language="en", width=1280, name="planted")).reach("#go")
    except AssertionError as caught:
        found = str(caught)
    page.close()
    assert (wrong or "") in (found or "")
    assert (found is None) is (wrong is None)
