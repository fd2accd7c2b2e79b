"""The same ways for browsers without scripts, and on paper."""

import io
from dataclasses import replace

import pypdf
import pytest

from tests import cast
from tests.journeys import deeds
from tests.journeys.deeds import WORDS
from tests.journeys.visitor import Doors, Visitor


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
    # A title of its own: another journey looks for the one welder who is sought for boats.
    words = replace(WORDS["en"], title="Welder without scripts")
    employer = doors.visitor("no-scripts-employer", width=390, scripts=False)
    deeds.sign_in(employer, cast.AIDA)
    deeds.post_vacancy(employer, words)
    employer.go("vacancies/mine")
    employer.shows(words.title)


def reader_of(doors: Doors, name: str, title: str, *, scripts: bool = True) -> Visitor:
    """Return somebody who has found a vacancy and opened it."""
    reader = doors.visitor(name, language="ru", width=1280, scripts=scripts)
    reader.wait_for("vacancies/", f"main a:has-text('{title}')")
    reader.page.locator("main a", has_text=title).first.click()
    reader.look()
    return reader


def test_on_paper_a_vacancy_has_its_content_and_how_to_apply_and_nothing_to_press(doors: Doors) -> None:
    title = WORDS["ky"].title
    page = reader_of(doors, "sheet", title).page
    frame = "nav, .fs-strip, .fs-footer, .fs-back, button, .fs-button, main form"
    assert page.locator(frame).filter(visible=True).count() > 5
    page.emulate_media(media="print")
    assert [each.inner_text() for each in page.locator(frame).filter(visible=True).all()] == []
    said = page.locator("body").inner_text().replace("\u00a0", " ")
    for words in (title, "30 000–42 000 сом", "Каракол", f"Откликнуться можно на этой странице: {page.url}"):
        assert words in said


@pytest.mark.parametrize("scripts", [True, False])
def test_a_vacancy_is_printed_on_one_sheet_with_its_address(doors: Doors, scripts: bool) -> None:
    title = WORDS["ky"].title
    reader = reader_of(doors, f"paper-{scripts}", title, scripts=scripts)
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
