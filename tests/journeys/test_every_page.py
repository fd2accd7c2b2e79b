"""Every page of the product: axe, keyboard, console, other hosts and sideways scroll.

In English at the widths of a phone and a desk; in Russian and Kyrgyz, whose words are longer, where there is little
room. In every run each second page is looked at on one of the two, and every third door is opened in another language;
when proving, all.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route
from pytest_django.plugin import DjangoDbBlocker

from firststop.site.demo.marker import MARKER, mark
from tests import databases, scene
from tests.counts import PROVE, count
from tests.journeys.inspecting import NARROWEST, WIDTHS, broken_rules, inspected, too_wide_in, unfold
from tests.journeys.instance import HOST, address_of_database, environment, started
from tests.journeys.sights import BEING_READ, Sight, Tour
from tests.journeys.visitor import Doors, Visitor
from tests.scene import searchable

pytestmark = [
    pytest.mark.row("SR-43"),
    # Before the browser, whichever test comes first: Django asks no database where an event loop runs.
    pytest.mark.usefixtures("place"),
]
#: The languages besides English, in which everything must fit a narrow window too; Kyrgyz when proving.
OTHERS = ("ru", "ky") if PROVE else ("ru",)
#: Of how many doors one is opened in the other languages.
EVERY = count(3, proof=1)
#: Pages that nobody of the scene comes to, since everybody is led on to another: the journeys look at them, and at the
#: three that ask for a code a deed leads to (`Tour`). `vacancies:post` is no page at all.
LED_ON = {
    "account_confirm_login_code", "account_verify_phone", "account_email_verification_sent", "mfa_authenticate",
    "employers:check", "employers:prove name=counter", "vacancies:post",
}  # fmt: skip


@dataclass
class Place:
    """A served scene: its address, the sessions of its roles, and what there is to see."""

    base: str
    sessions: dict[str, str]
    sights: list[Sight]
    #: The same in the other languages.
    abroad: dict[str, list[Sight]]
    led_on: set[str]


@dataclass
class Walk:
    """Looks at one sight after the other, and notes what is wrong with each at each width."""

    place: Place
    doors: Doors
    people: dict[str, Visitor] = field(default_factory=dict)
    found: dict[int, dict[str, list[str]]] = field(
        default_factory=lambda: {width: {} for width in (NARROWEST, *WIDTHS)}
    )

    def look(self, sight: Sight, widths: Sequence[int]) -> None:
        """Open a page as whoever sees it, and note what is wrong with it at these widths."""
        page = self._open(sight)
        for width in widths:
            self._note(sight, width, inspected(page, width))
        self._note(sight, NARROWEST, too_wide_in(page, NARROWEST))

    def look_where_it_is_narrow(self, sight: Sight) -> None:
        """Open a page as whoever sees it, and note what does not fit; ask axe of those that are chosen."""
        page, phone = self._open(sight), min(WIDTHS)
        self._note(sight, NARROWEST, too_wide_in(page, NARROWEST))
        self._note(sight, phone, [*too_wide_in(page, phone), *(broken_rules(page) if is_chosen(sight) else [])])

    def _note(self, sight: Sight, width: int, wrong: list[str]) -> None:
        complaints = self.visitor(sight.role).complaints
        wrong = [*without_status(sight, complaints), *wrong]
        complaints.clear()
        if wrong:
            self.found[width][sight.name] = wrong

    def visitor(self, role: str) -> Visitor:
        """Return the browser of a role, signed in."""
        if role not in self.people:
            self.people[role] = made = self.doors.visitor(role)
            if key := self.place.sessions.get(role):
                made.page.context.add_cookies([{"name": "sessionid", "value": key, "url": made.base}])
        return self.people[role]

    def _open(self, sight: Sight) -> Page:
        page = self.visitor(sight.role).page
        url = f"{self.place.base}{sight.address}"
        if sight.answer is not None:
            page.route(url, lambda route: answer_with(sight, route), times=1)
        came = page.goto(url)
        assert came is not None
        assert (page.url, came.status) == (url, sight.status), sight.name
        unfold(page)
        return page


def answer_with(sight: Sight, route: Route) -> None:
    """Let the browser read what was answered before; what comes as a download is opened as a page."""
    left_out = {"Set-Cookie", "Content-Disposition"}
    headers = {name: value for name, value in sight.answer.items() if name not in left_out}
    route.fulfill(status=sight.status, headers=headers, body=sight.answer.content)


def is_chosen(sight: Sight) -> bool:
    """Whether axe reads a page in other languages too: when proving each, else what tells of wrongs in a form."""
    return PROVE or ", empty to " in sight.name


def without_status(sight: Sight, complaints: list[str]) -> list[str]:
    """Return the complaints without the one that the page itself, as is known, is no 200."""
    known = ("console error: Failed to load resource", f"{sight.status} at ") if sight.status != 200 else ()
    return [one for one in complaints if not one.startswith(known)]


@pytest.fixture(scope="module")
def place(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """Serve the scene in a database of its own, as a demo, so that the demo's pages are there too."""
    folder: Path = tmp_path_factory.mktemp("pages")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(databases.clone("pages"))
        mark(MARKER, country="kg", on=timezone.localdate())
        tour = Tour(scene.build())
        with pytest.MonkeyPatch.context() as patch:
            searchable(patch)
            sights = list(tour.sights())
            abroad = {language: list(Tour(tour.scene, language, EVERY).sights()) for language in OTHERS}
        database = address_of_database()
        stack.enter_context(environment("tests.journeys.settings", database, folder, FIRSTSTOP_DEMO="1"))
        port = stack.enter_context(started())
        yield Place(f"http://{HOST}:{port}", tour.sessions(), sights, abroad, tour.led_on)


@pytest.fixture(scope="module")
def walk(place: Place, browser: Browser) -> Iterator[Walk]:
    """Look at everything once; at half of it in a short run."""
    walk = Walk(place, Doors(browser, place.base))
    for number, sight in enumerate(place.sights[:: count(2, proof=1)]):
        walk.look(sight, WIDTHS if PROVE else WIDTHS[number % 2 :][:1])
    yield walk
    walk.doors.close()


@pytest.fixture(scope="module", params=OTHERS)
def narrow_walk(place: Place, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """Look at everything in another language once."""
    walk = Walk(place, Doors(browser, place.base))
    for sight in place.abroad[request.param]:
        walk.look_where_it_is_narrow(sight)
    yield walk
    walk.doors.close()


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
def test_every_page_is_usable_by_all(walk: Walk, width: int) -> None:
    assert walk.found[width] == {}


@pytest.mark.parametrize("width", [NARROWEST, min(WIDTHS)])
def test_every_page_fits_a_narrow_window_in_other_languages(narrow_walk: Walk, width: int) -> None:
    assert narrow_walk.found[width] == {}


@pytest.mark.parametrize("role", ["visitor", "owner", "lead"])
def test_the_open_menu_of_a_phone_is_usable_by_all(walk: Walk, role: str) -> None:
    page, width = walk.visitor(role).page, min(WIDTHS)
    page.goto(f"{walk.place.base}/en/")
    page.set_viewport_size({"width": width, "height": 844})
    unfold(page, "header")
    assert page.locator(".fs-menu__body").is_visible()
    assert inspected(page, width) == []


def test_a_page_that_renews_itself_leaves_the_focus_where_it_is(walk: Walk) -> None:
    sight = next(sight for sight in walk.place.sights if sight.name == BEING_READ)
    page = walk.visitor(sight.role).page
    page.route(f"**{sight.address}", lambda route: answer_with(sight, route))
    page.goto(f"{walk.place.base}{sight.address}")
    for link in ("#back", "#again"):
        while not page.locator(f"{link}:focus").count():
            page.keyboard.press("Tab")
        with page.expect_response(lambda answer: answer.request.resource_type == "xhr"):
            page.evaluate("document.getElementById('table').dataset.old = 'yes'")
        page.wait_for_selector("#table:not([data-old])")
        assert page.locator(f"{link}:focus").count()
    page.unroute_all()


def test_no_page_falls_out_of_the_walk(place: Place) -> None:
    assert place.led_on == LED_ON
    assert len(place.sights) > 130
    for language, sights in place.abroad.items():
        names = [sight.name.replace(f"/{language}/", "/en/") for sight in sights]
        assert names == [sight.name for sight in place.sights] if EVERY == 1 else len(names) > 40
    assert {sight.status for sight in place.sights} == {200, 400, 403, 404, 410, 500, 503}


@pytest.mark.parametrize(
    ("body", "breach"),
    [
        ("<img src='data:,' width=9 height=9>", "image-alt"),
        ("<input name=a>", "label"),
        ("<p style='color: #bbb'>Hardly seen</p>", "color-contrast"),
        ("<p style='width: 1500px'>Wide</p>", "scrolls sideways"),
        ("<button tabindex=-1>Go</button>", "not reached"),
        ("<button tabindex=1>Go</button>", "out of order"),
        ("<button style='outline: none'>Go</button>", "focus not seen"),
        ("<div inert><a href='/en/'>Go</a></div>", "not reached"),
    ],
)
def test_what_shuts_somebody_out_is_caught(browser: Browser, body: str, breach: str) -> None:
    page = browser.new_page()
    page.set_content(f"<html lang=en><title>A page</title><main><h1>A page</h1>{body}</main></html>")
    found = inspected(page, max(WIDTHS))
    page.close()
    assert [breach in one for one in found] == [True]
