"""A person at a browser: every page on the way is looked at, at a phone's width and a desktop's."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page, Request, Response

PHONE, DESK = 390, 1280
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_OPTIONS = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_CHOSEN = "input[type=radio], input[type=checkbox]"
_WRITTEN = "textarea, input:not([type=radio], [type=checkbox])"
_CODE = re.compile(r"\b\d{6}\b")


class Visitor:
    """One person, one language, one device. Words are given in English and looked for in the person's language."""

    def __init__(self, browser: Browser, served: str, *, language: str, width: int, scripts: bool = True) -> None:
        self.served, self.language, self.width = served, language, width
        self.context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.scripts = scripts
        self.troubles: list[str] = []
        self.passed: list[str] = []
        self._listen(self.page)

    def say(self, words: str, **values: object) -> str:
        """Return English words of the product in this person's language."""
        with override(self.language):
            said = gettext(words)
        return said % values if values else said

    def open(self, path: str) -> None:
        """Type an address of the site, without the language."""
        self.page.goto(f"{self.served}/{self.language}{path}")
        self.look()

    def press(self, words: str, *, nth: int = 0) -> None:
        """Press a button."""
        self._leave(self.page.get_by_role("button", name=self.say(words), exact=True).nth(nth).click)

    def follow(self, words: str) -> None:
        """Follow a link."""
        self._leave(self.page.get_by_role("link", name=self.say(words), exact=True).first.click)

    def fill(self, label: str, value: str) -> None:
        """Write into a field."""
        self.field(label, _WRITTEN).fill(value)

    def field(self, label: str, kind: str) -> Locator:
        """Return the field of a kind (a CSS selector) with a label."""
        return self.page.get_by_label(self.say(label), exact=True).and_(self.page.locator(kind)).first

    def choose(self, label: str) -> None:
        """Tick a box or choose one of several."""
        self.field(label, _CHOSEN).check()

    def pick(self, label: str, words: str) -> None:
        """Pick a line of a list."""
        self.field(label, "select").select_option(label=self.say(words))

    def sees(self, words: str, **values: object) -> bool:
        """Whether the page says something."""
        return self.say(words, **values) in self.page.locator("main").inner_text()

    def look(self) -> None:
        """Check the page as it stands: nothing failed, nothing hangs out, axe finds nothing at either width."""
        address = urlsplit(self.page.url).path
        self.passed.append(address)
        if self.scripts:
            for width in (PHONE if self.width == DESK else DESK, self.width):
                self.page.set_viewport_size({"width": width, "height": 900})
                self._measure(address, width)
        assert self.troubles == [], f"{address}: {self.troubles}"

    def code_from_phone(self, number: str) -> str:
        """Read the newest code that was sent to a number, on the demo's phone page."""
        other = self.context.new_page()
        other.goto(f"{self.served}/{self.language}/demo/phone")
        digits = number[-6:]
        texts = [text for text in other.locator("main li").all_inner_texts() if digits in re.sub(r"\D", "", text)]
        other.close()
        found = [code for text in texts for code in _CODE.findall(text)]
        assert found, f"no code came for {number}"
        return found[0]

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def _leave(self, go: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            go()
        self.look()

    def _measure(self, address: str, width: int) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide on {width}"
        found = Axe().run(self.page, options=_OPTIONS)
        assert found.violations_count == 0, f"{address} at {width}: {found.generate_report()}"

    def _listen(self, page: Page) -> None:
        page.on("console", lambda said: self._trouble(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._trouble(str(error)))
        page.on("request", self._stays_here)
        page.on("response", self._answered)

    def _stays_here(self, request: Request) -> None:
        if not request.url.startswith((self.served, "data:", "blob:")):
            self._trouble(f"asks another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._trouble(f"{response.status} {response.url}")

    def _trouble(self, said: str) -> None:
        self.troubles.append(said)
