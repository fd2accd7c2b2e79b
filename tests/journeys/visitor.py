"""A person at a browser, watched: whatever the browser complains of, and whatever axe finds, ends the journey."""

import os
import re
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.counts import PROVE
from tests.journeys.inspecting import HEIGHT, WIDTHS, broken_rules, too_wide

#: Seconds that a job or a projection of the worker may take before a page shows what it did.
PATIENCE = 20
#: A folder for pictures of every page passed; none are taken without it.
PICTURES = os.environ.get("FIRSTSTOP_PICTURES")
#: All journeys of a session share one instance, in whichever order they run: what must be somebody's own is given out.
_given_out = count(1)
#: Which page, with or without a complaint, axe found clean at which width, in whichever language: in a short run it is
#: asked once.
_clean: set[tuple[str, int, int]] = set()


def own_number() -> str:
    """Return a phone number that nobody has, in none of the journeys."""
    return f"+996700{200_000 + next(_given_out)}"


def own_firm_number() -> str:
    """Return an enterprise's number that no other has, in none of the journeys."""
    return f"015032020{20_000 + next(_given_out)}"


@dataclass
class Visitor:
    """One person with a browser of their own, reading in one language on a screen of one width."""

    page: Page
    base: str
    language: str
    width: int
    name: str
    scripts: bool = True
    #: Whether each page is looked at in the windows of a phone and a desk, whichever is the own one: when proving. The
    #: main journey is walked on both.
    resizes: bool = PROVE
    #: The number by which a newcomer opens an account.
    phone: str = field(default_factory=own_number)
    complaints: list[str] = field(default_factory=list)
    seen: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def go(self, path: str) -> None:
        """Open an address of the service below the language, and look at it."""
        self.page.goto(f"{self.base}/{self.language}/{path}")
        self.look()

    def fill(self, **values: str) -> None:
        """Type into fields by their names."""
        for name, value in values.items():
            self.page.fill(f"main [name={name}]", value)

    def choose(self, name: str, value: str) -> None:
        """Choose one of a list, of radios or of checkboxes by its value."""
        control = self.page.locator(f"main select[name={name}]")
        if control.count():
            control.select_option(value)
        else:
            self.page.check(f"main [name={name}][value='{value}']")

    def press(self, button: str = "main form[method=post] button:not([type=button])") -> None:
        """Press a button that leads to another page, and look at that page."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        self.look()

    def follow(self, address: str) -> None:
        """Follow the first link of the page whose address has `address` in it."""
        with self.page.expect_navigation():
            self.page.locator(f"main a[href*='{address}']").first.click()
        self.look()

    def wait_for(self, path: str, selector: str) -> None:
        """Open a page again and again until the worker has done what it shows."""
        deadline = time.monotonic() + PATIENCE
        self.page.goto(f"{self.base}/{self.language}/{path}")
        while not self.page.locator(selector).count():
            assert time.monotonic() < deadline, f"{path} does not show {selector}: {self.text()}"
            self.page.wait_for_timeout(300)
            self.page.reload()
        self.look()

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("main").inner_text()

    def shows(self, text: str) -> None:
        """Check that the page says `text`."""
        assert text in self.text(), f"{self.page.url} does not say {text!r}:\n{self.text()}"

    def look(self) -> None:
        """Check the page that is open: no complaint, no broken rule of accessibility, no sideways scroll."""
        self.page.wait_for_load_state()
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        path = re.sub(r"[0-9a-f-]{36}", "id", urlsplit(self.page.url).path)
        kind = path + self.page.locator("h1").first.inner_text()
        refused = self.page.locator(".govuk-error-summary").count()
        for width in WIDTHS if self.resizes else (self.width,):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            known = (path.removeprefix(f"/{self.language}"), refused, width)
            # Without scripts axe cannot run: nothing wakes what it waits for.
            asks = self.scripts and (PROVE or known not in _clean)
            found = too_wide(self.page, width) + (broken_rules(self.page) if asks else [])
            assert not found, f"{self.page.url} at {width} px: {found}"
            if asks:
                _clean.add(known)
            if PICTURES and (kind, width) not in self.seen:
                self._photograph(kind, width)
        self.page.set_viewport_size({"width": self.width, "height": HEIGHT})

    def _photograph(self, kind: str, width: int) -> None:
        self.seen.add((kind, width))
        folder = Path(str(PICTURES))
        folder.mkdir(parents=True, exist_ok=True)
        number = len(list(folder.iterdir()))
        name = re.sub(r"\W+", "-", urlsplit(self.page.url).path)[:60]
        self.page.screenshot(path=folder / f"{number:03d}-{self.name}-{name}-{width}.png", full_page=True)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} at {response.url}")


@dataclass
class Doors:
    """Lets people in, each with a browser of their own."""

    browser: Browser
    base: str
    opened: list[BrowserContext] = field(default_factory=list)

    def visitor(
        self, name: str, *, language: str = "en", width: int = 1280, scripts: bool = True, resizes: bool = PROVE
    ) -> Visitor:
        """Return a newcomer who has not signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT}, locale=language, java_script_enabled=scripts
        )
        context.set_default_timeout(15_000)
        self.opened.append(context)
        return Visitor(context.new_page(), self.base, language, width, name, scripts, resizes and scripts)

    def close(self) -> None:
        """Send everybody home."""
        for context in self.opened:
            context.close()
