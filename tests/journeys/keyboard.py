"""A person without a mouse: keys alone, and the focus always in sight."""

from dataclasses import dataclass

from tests.journeys.visitor import Visitor

MOST_STOPS = 80
#: Whether what has the focus lies in the window, and nothing lies over its middle.
IN_SIGHT = """el => {
  const box = el.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  const own = [el, ...(el.labels || [])];
  return y >= 0 && y <= innerHeight && top !== null && own.some(one => one.contains(top) || top.contains(one));
}"""


@dataclass
class Keyboard:
    """Keys alone: Tab to a control, then type, Space, an arrow or Enter."""

    visitor: Visitor

    def reach(self, selector: str) -> None:
        """Press Tab until the control has the focus; it must be seen where it is."""
        page = self.visitor.page
        for _stop in range(MOST_STOPS):
            page.keyboard.press("Tab")
            focused = page.locator(f":is({selector}):focus-visible")
            if focused.count():
                assert focused.first.evaluate(IN_SIGHT), f"{page.url}: {selector} has the focus where nobody sees it"
                return
        raise AssertionError(f"{page.url}: Tab never comes to {selector}")

    def type(self, name: str, text: str) -> None:
        """Type into a field."""
        self.reach(f"main [name={name}]")
        self.visitor.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        """Tick the first box of a question."""
        self.reach(f"main [name={name}]")
        self.visitor.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """Go through a question's choices with the arrow until `value` is chosen."""
        self.reach(f"main [name={name}]")
        chosen = self.visitor.page.locator(
            f"main [name={name}][value={value}]:checked, main [name={name}] [value={value}]:checked"
        )
        for _choice in range(10):
            if chosen.count():
                return
            self.visitor.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow never comes to {name} {value}")

    def enter(self, selector: str) -> None:
        """Press Enter on a link or a button that leads to another page."""
        self.reach(selector)
        with self.visitor.page.expect_navigation():
            self.visitor.page.keyboard.press("Enter")
        self.visitor.look()
