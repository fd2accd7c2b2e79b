"""The same ways for people without a mouse, for browsers without scripts, and on paper."""

import io
from dataclasses import dataclass

import pypdf
import pytest

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import WORDS
from tests.journeys.visitor import Doors, Visitor

MOST_STOPS = 80


@dataclass
class Keyboard:
    """Keys alone: Tab to a control, then type, Space, an arrow or Enter."""

    visitor: Visitor

    def reach(self, selector: str) -> None:
        """Press Tab until the control has the focus; it must be seen where it is."""
        page = self.visitor.page
        for _stop in range(MOST_STOPS):
            page.keyboard.press("Tab")
            if page.locator(f":is({selector}):focus-visible").count():
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
        chosen = self.visitor.page.locator(f"main [name={name}][value={value}]:checked")
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


def test_a_citizen_finds_work_by_keyboard_alone(doors: Doors) -> None:
    seeker, words, number = doors.visitor("keyboard", language="ru", width=1280), WORDS["ky"], "+996700200404"
    keys = Keyboard(seeker)
    seeker.go("account/sign-up/")
    keys.type("contact", number)
    keys.type("given_name", "Асель")
    keys.type("family_name", "Жээнбекова")
    keys.enter(deeds.SEND)
    keys.type("code", deeds.code_from_phone(seeker, number))
    keys.enter(deeds.SEND)
    keys.enter("main a[href$='/me/cv']")
    keys.type("text", "Швея, шесть лет опыта.")
    keys.enter(deeds.SEND)
    keys.tick("wanted")
    keys.enter(deeds.SEND)
    keys.type("place", words.place)
    keys.enter(deeds.SEND)
    keys.choose("visibility", "anonymous")
    keys.enter(deeds.SEND)
    seeker.wait_for("matches/", f"main a:has-text('{words.title}')")
    keys.enter(f"main a:has-text('{words.title}')")
    keys.type("message", "Могу выйти в понедельник.")
    keys.enter("main #apply button")
    seeker.shows(words.title)


def test_a_citizen_searches_and_applies_without_scripts(doors: Doors) -> None:
    seeker, title = doors.visitor("no-scripts", width=390, scripts=False), WORDS["ky"].title
    seeker.wait_for("vacancies/", f"main a:has-text('{title}')")
    seeker.fill(q="seamstress", place="Karakol")
    seeker.press("main form[role=search] button")
    seeker.page.locator("main a", has_text=title).click()
    seeker.look()
    seeker.follow("sign-in")
    assert cast.AIGUL.phone
    deeds.ask_for_code(seeker, cast.AIGUL.phone)
    seeker.shows(title)
    seeker.fill(message="I sew.")
    seeker.press("main #apply form button")
    seeker.shows(title)


def test_an_employer_posts_without_scripts(doors: Doors) -> None:
    employer, words = doors.visitor("no-scripts-employer", width=390, scripts=False), WORDS["en"]
    deeds.sign_in(employer, cast.AIDA)
    deeds.post_vacancy(employer, words)
    employer.go("vacancies/mine")
    employer.shows(words.title)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_vacancy_is_printed_on_one_sheet_with_its_address(doors: Doors, scripts: bool) -> None:
    reader, title = doors.visitor(f"paper-{scripts}", language="ru", width=1280, scripts=scripts), WORDS["ky"].title
    reader.wait_for("vacancies/", f"main a:has-text('{title}')")
    reader.page.locator("main a", has_text=title).first.click()
    reader.look()
    button = reader.page.locator("button[data-print]")
    assert button.is_visible() is scripts
    if scripts:
        reader.page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
        button.click()
        assert reader.page.locator("body[data-printed=yes]").count() == 1
    sheets = pypdf.PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    said = "".join(sheets[0].extract_text().split())
    assert len(sheets) == 1
    assert (round(sheets[0].mediabox.width), round(sheets[0].mediabox.height)) == (595, 842)
    assert "".join(title.split()) in said
    assert reader.page.url in said
    assert [word for word in ("Войти", "Помощь", "Распечатать", "Пожаловаться") if word in said] == []
