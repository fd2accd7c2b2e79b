"""A person without a mouse: Tab to a control, then type, Space, an arrow or Enter; each stop is seen where it is."""

import time
from dataclasses import dataclass

from tests.journeys.inspecting import LOOKS
from tests.journeys.visitor import PATIENCE, Doors, Visitor

#: The most stops from where one is to what one came for; who has to press Tab more often gives up.
MOST_STOPS = 40
MOST_CHOICES = 20
#: Notes how everything looks that has not the focus.
AT_REST = """() => { LOOKS
  window.atRest ??= new WeakMap();
  for (const el of document.querySelectorAll(all)) if (el !== document.activeElement) atRest.set(el, drawn(el));
}""".replace("LOOKS", LOOKS)
#: What is wrong with where the focus is: it looks as without it, is outside the window, or below something else (WCAG
#: 2.4.7, 2.4.11). A box that is drawn by its label may be seen there. The end of a page, from where Tab begins anew, is
#: no stop.
UNSEEN = """() => { LOOKS
  const el = document.activeElement, what = ": " + el.outerHTML.slice(0, 200);
  if (el === document.body) return "";
  if (drawn(el) === window.atRest?.get(el)) return "focus is not shown" + what;
  const box = el.getClientRects()[0], x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return "focus is outside the window" + what;
  const top = document.elementFromPoint(x, y);
  const own = [el, ...(el.labels || [])].some(one => one.contains(top));
  return own ? "" : "focus is below something else" + what;
}""".replace("LOOKS", LOOKS)


def at_keyboard(doors: Doors, name: str, *, width: int = 1280) -> "Keyboard":
    """Return a newcomer who reads Russian and has no mouse; the window stays as wide as it is."""
    return Keyboard(doors.visitor(name, language="ru", width=width, resizes=False))


@dataclass
class Keyboard:
    """Keys alone: no click, no focus given by a script, and after the first page no address."""

    visitor: Visitor

    def reach(self, selector: str, *, back: bool = False) -> None:
        """Press Tab, or Shift and Tab, until the control has the focus; every stop on the way must be seen."""
        page = self.visitor.page
        for _stop in range(MOST_STOPS):
            if self._is_at(selector):
                return
            page.evaluate(AT_REST)
            page.keyboard.press("Shift+Tab" if back else "Tab")
            self._is_seen()
        assert self._is_at(selector), f"{page.url}: {MOST_STOPS} times Tab, and not at {selector}"

    def skip(self) -> None:
        """Go over the head of a page by its first stop, which leads to the main part."""
        self.visitor.page.keyboard.press("Tab")
        assert self._is_at(".govuk-skip-link"), f"{self.visitor.page.url} does not begin with the way to its main part"
        self.visitor.page.keyboard.press("Enter")
        assert self._is_at("#main"), f"{self.visitor.page.url} does not lead to its main part"

    def type(self, name: str, text: str) -> None:
        """Type into a field; what a line has in it is replaced, as it is chosen whole by coming there."""
        self.reach(f"main [name={name}]")
        self.visitor.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        """Tick the first box of a question."""
        self.reach(f"main [name={name}]")
        self.visitor.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """Go through a question's choices, or through a list, with the arrow until `value` is chosen."""
        self.reach(f"main [name={name}]")
        chosen = f"main [name={name}][value='{value}']:checked, main [name={name}] option[value='{value}']:checked"
        for _choice in range(MOST_CHOICES):
            if self.visitor.page.locator(chosen).count():
                return
            self.visitor.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow never comes to {name} {value}")

    def unfold(self, selector: str) -> None:
        """Open what is folded away."""
        self.reach(selector)
        self.visitor.page.keyboard.press("Enter")

    def enter(self, selector: str, *, back: bool = False) -> None:
        """Press Enter on a link or a button that leads to another page."""
        self.reach(selector, back=back)
        with self.visitor.page.expect_navigation():
            self.visitor.page.keyboard.press("Enter")
        self.visitor.look()

    def wait_for(self, selector: str) -> None:
        """Ask for the page again, as F5 does, until the worker has done what it shows."""
        page, deadline = self.visitor.page, time.monotonic() + PATIENCE
        while not page.locator(selector).count():
            assert time.monotonic() < deadline, f"{page.url} does not show {selector}: {self.visitor.text()}"
            page.wait_for_timeout(300)
            page.reload()
        self.visitor.look()

    def be_refused(self, selector: str, name: str) -> None:
        """Send what is not complete: the focus is at what is wrong, and goes from there to the field."""
        page = self.visitor.page
        self.reach(selector)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_load_state()
        page.wait_for_selector(".govuk-error-summary:focus")
        # A browser complains of every page that is no 200; this one must not be.
        self.visitor.complaints[:] = [one for one in self.visitor.complaints if "status of 400" not in one]
        self.visitor.look()
        self.reach(".govuk-error-summary a")
        page.keyboard.press("Enter")
        assert self._is_at(f"main [name={name}]"), f"{page.url}: what is wrong does not lead to {name}"
        self._is_seen()

    def _is_seen(self) -> None:
        page = self.visitor.page
        assert not (unseen := page.evaluate(UNSEEN)), f"{page.url}: {unseen}"

    def _is_at(self, selector: str) -> bool:
        return self.visitor.page.locator(f":is({selector}):focus").count() > 0
