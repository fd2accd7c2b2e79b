"""What is wrong with a page that is open in a browser: axe, its width, and what the keyboard cannot do."""

import json
from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS, HEIGHT = (390, 1280), 844
#: The narrowest window that a page must fit; a window of 1280 at four times the size is as narrow (WCAG 1.4.10).
NARROWEST = 320
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
RUN = (
    f"axe.run(document, {json.dumps(OPTIONS)}).then(r => JSON.stringify(r.violations.map(v => v.id + ' (' + "
    "v.impact + '): ' + v.nodes.slice(0, 4).map(n => n.html + ' :: ' + n.failureSummary).join(' | '))))"
)
#: What can be worked, and how it looks: with the focus it looks otherwise. A box that is drawn by its label shows the
#: focus there.
LOOKS = """
  const all = "a[href], button, input, select, textarea, summary, [tabindex='0'], [role=button], [role=link]";
  const drawn = el => [el, ...(el.labels || [])].flatMap(one => ["", "::before"].map(part => {
    const s = getComputedStyle(one, part || null);
    return [s.outline, s.boxShadow, s.backgroundColor, s.border, s.textDecoration].join();
  })).join();
"""
#: Puts the focus on everything that can be worked, and says where it does not go, or is not seen.
KEYBOARD = """(() => { LOOKS
  const shown = el => el.checkVisibility({visibilityProperty: true}) && el.type !== "hidden" && !el.disabled;
  const found = [...document.querySelectorAll("[tabindex]")].filter(el => el.tabIndex > 0)
    .map(el => "out of order: " + el.outerHTML.slice(0, 200));
  for (const el of [...document.querySelectorAll(all)].filter(shown)) {
    document.activeElement.blur();
    const before = drawn(el);
    el.focus();
    const what = document.activeElement !== el || el.tabIndex < 0 ? "not reached: "
      : drawn(el) === before ? "focus not seen: " : "";
    if (what) found.push(what + el.outerHTML.slice(0, 200));
  }
  document.activeElement.blur();
  return JSON.stringify(found);
})()""".replace("LOOKS", LOOKS)

#: One line to the inside of each page.
_lines: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


@cache
def axe() -> str:
    """Return axe-core's source."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def isolated(page: Page, expression: str) -> object:
    """Return what an expression says in a world of its own, so that the page keeps its security policy."""
    if page not in _lines:
        _lines[page] = page.context.new_cdp_session(page)
    session = _lines[page]
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "tests"})["executionContextId"]
    answer = session.send(
        "Runtime.evaluate",
        {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True},
    )
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def broken_rules(page: Page) -> list[str]:
    """Return what axe finds."""
    if isolated(page, "typeof axe") == "undefined":
        isolated(page, axe())
    return _list(isolated(page, RUN))


def too_wide(page: Page, width: int) -> list[str]:
    """Return by how much the page scrolls sideways in a window of this width."""
    wide = int(str(isolated(page, "document.documentElement.scrollWidth")))
    return [f"scrolls sideways: {wide} px at {width}"] if wide > width else []


def too_wide_in(page: Page, width: int) -> list[str]:
    """Return by how much the page scrolls sideways once its window has this width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return too_wide(page, width)


def unfold(page: Page, where: str = "main") -> None:
    """Open whatever is folded away in a part of the page."""
    isolated(page, f"for (const folded of document.querySelectorAll('{where} details')) folded.open = true")


def out_of_reach(page: Page) -> list[str]:
    """Return which links, buttons and fields Tab does not come to, or where nobody sees that it came."""
    page.keyboard.press("Tab")  # from now on the browser shows the focus, as to somebody who uses keys
    return _list(isolated(page, KEYBOARD))


def inspected(page: Page, width: int) -> list[str]:
    """Return what is wrong with the page that is open, in a window of this width."""
    wide = too_wide_in(page, width)
    return [*broken_rules(page), *wide, *out_of_reach(page)]


def _list(said: object) -> list[str]:
    found: list[str] = json.loads(str(said))
    return found
