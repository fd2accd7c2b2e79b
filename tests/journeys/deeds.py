"""What people do on their way, page by page. Fields are found by their names, the same in every language."""

import re
import time
from dataclasses import dataclass

from tests import cast, people
from tests.journeys.filling import OPEN_TEXT, OPEN_TITLE
from tests.journeys.visitor import Visitor, own_firm_number

SEND = "main form[method=post] .fs-button:not(.fs-button--secondary):not(.fs-button--link)"
#: Seconds that one number of an authenticator app lives.
APP_STEP = 30
_used_numbers: set[str] = set()


@dataclass(frozen=True)
class Words:
    """What people write in their own language, and the words that they must read."""

    language: str
    firm: str
    title: str
    occupation: str
    place: str
    description: str
    cv: str
    letter: str
    hired: str


WORDS = {
    "en": Words(
        "en",
        "Issyk-Kul Boats",
        "Welder for steel boats",
        "welder",
        "Karakol",
        "You weld steel hulls by hand and by semi-automatic machine. You read drawings and check the seams.",
        "I have worked as a welder for six years. I weld metal, read technical drawings and check welds.",
        "I have welded for six years and can start on Monday.",
        "You are hired",
    ),
    "ru": Words(
        "ru",
        "Ысык-Кульские лодки",
        "Сварщик на стальные лодки",
        "сварщик",
        "Каракол",
        "Вы варите стальные корпуса вручную и полуавтоматом. Вы читаете чертежи и проверяете швы.",
        "Работал сварщиком шесть лет. Умею сваривать металл, читать чертежи и проверять швы.",
        "Шесть лет варю металл, могу выйти в понедельник.",
        "Вас приняли",
    ),
    "ky": Words(
        "ky",
        "Кумуш Ийне",
        OPEN_TITLE,
        "тигүүчү",
        "Каракол",
        OPEN_TEXT,
        "Алты жыл тигүүчү болуп иштедим. Куртка жана пальто тиктим.",
        "Алты жылдан бери тигем, дүйшөмбүдөн баштай алам.",
        "Сиз жумушка алындыңыз",
    ),
}


def code_from_phone(visitor: Visitor, number: str) -> str:
    """Return the newest code that came to a number, read on the demo's phone page in a window beside."""
    window = visitor.page.context.new_page()
    deadline = time.monotonic() + 10
    try:
        while time.monotonic() < deadline:
            window.goto(f"{visitor.base}/{visitor.language}/demo/phone")
            for message in window.locator(".fs-thing").all():
                found = re.search(r"\b\d{6}\b", message.inner_text().split("\n", 1)[1])
                if message.get_attribute("data-number") == number and found:
                    return found.group()
            window.wait_for_timeout(300)
    finally:
        window.close()
    raise AssertionError(f"no code came to {number}")


def sign_up(visitor: Visitor, given: str, family: str) -> None:
    """Open an account with one's phone number and the code that came to it."""
    visitor.go("account/sign-up/")
    visitor.fill(contact=visitor.phone, given_name=given, family_name=family)
    visitor.press(SEND)
    visitor.fill(code=code_from_phone(visitor, visitor.phone))
    visitor.press(SEND)


def app_number(secret: str) -> str:
    """Return a number of the app that has not been used yet: each opens the door once."""
    while (number := people.app_code(secret)) in _used_numbers:
        time.sleep(APP_STEP - time.time() % APP_STEP)
    _used_numbers.add(number)
    return number


def sign_in(visitor: Visitor, who: cast.Person) -> None:
    """Sign in with a password."""
    assert who.email
    assert who.password
    visitor.go("account/sign-in/")
    visitor.fill(login=who.email)
    visitor.page.locator("main details summary").first.click()
    visitor.fill(password=who.password)
    visitor.press("main button[name=way][value=password]")


def sign_in_staff(visitor: Visitor, who: cast.Person) -> None:
    """Sign in with a password and the number of the app."""
    assert who.secret
    sign_in(visitor, who)
    visitor.fill(code=app_number(who.secret))
    visitor.press(SEND)


def ask_for_code(visitor: Visitor, number: str) -> None:
    """Sign in on the page that is open, with a number and the code that comes to it."""
    visitor.fill(login=number)
    visitor.press("main button[name=way][value=code]")
    visitor.fill(code=code_from_phone(visitor, number))
    visitor.press(SEND)


def register_enterprise(visitor: Visitor, words: Words) -> None:
    """Register an enterprise step by step, and say that one comes to the counter to prove it."""
    visitor.go("employers/register")
    visitor.choose("scheme", "kg-inn")
    visitor.fill(number=own_firm_number())
    visitor.press(SEND)
    visitor.fill(name=words.firm)
    visitor.press(SEND)
    visitor.fill(place=words.place)
    visitor.press(SEND)
    visitor.fill(staff="12")
    visitor.press(SEND)
    visitor.shows(words.firm)
    visitor.press(SEND)
    visitor.choose("way", "counter")
    visitor.press(SEND)
    visitor.press(SEND)


def prove_enterprise(lead: Visitor, words: Words) -> None:
    """See the certificate at the counter and write down that it is proven."""
    lead.go("employers/proofs")
    lead.page.locator("main nav a", has_text=words.firm).click()
    lead.look()
    lead.fill(note=words.firm)
    lead.press("main button[formaction*='/grant']")


def post_vacancy(visitor: Visitor, words: Words) -> None:
    """Write a vacancy by the form and send it."""
    visitor.go("vacancies/mine")
    visitor.press("main form[action$='vacancies/new'] button")
    visitor.fill(title=words.title, occupation_name=words.occupation, description=words.description)
    visitor.choose("text_language", words.language)
    visitor.press(SEND)
    visitor.fill(place=words.place, openings="1")
    visitor.choose("contract", visitor.page.locator("main [name=contract] option").first.get_attribute("value") or "")
    visitor.press(SEND)
    visitor.choose("schedule", "full_day")
    visitor.press(SEND)
    visitor.choose("pay_kind", "range")
    visitor.fill(pay_min="40000", pay_max="55000")
    visitor.press(SEND)
    for box in visitor.page.locator("main [name=skills]").all()[:3]:
        box.check()
    visitor.press(SEND)
    visitor.press(SEND)
    visitor.shows(words.title)
    visitor.press(SEND)


def approve(moderator: Visitor, words: Words) -> None:
    """Read a waiting vacancy and publish it."""
    moderator.go("vacancies/moderation")
    moderator.page.locator("main nav li", has_text=words.firm).get_by_role("link", name=words.title).click()
    moderator.look()
    moderator.shows(words.firm)
    moderator.press("main form[action$='/accept'] button")


def make_profile(visitor: Visitor, words: Words) -> None:
    """Make a profile from pasted text, take what was found, say where one lives and who may see it."""
    visitor.go("me/")
    visitor.follow("/me/cv")
    visitor.fill(text=words.cv)
    visitor.press(SEND)
    for name in ("wanted", "skills"):
        for box in visitor.page.locator(f"main [name={name}]").all():
            box.check()
    visitor.press(SEND)
    visitor.fill(place=words.place)
    visitor.press(SEND)
    visitor.choose("visibility", "anonymous")
    visitor.press(SEND)


def find_among_matches(visitor: Visitor, words: Words) -> None:
    """Find the vacancy among what fits, and read why it fits."""
    visitor.wait_for("matches/", f"main a.fs-link--title:has-text('{words.title}')")
    visitor.page.locator("main a.fs-link--title", has_text=words.title).click()
    visitor.look()
    visitor.shows(words.firm)
    assert visitor.page.locator("main .fs-matter .fs-fit-line").count(), visitor.text()


def apply(visitor: Visitor, words: Words) -> None:
    """Write some words and apply."""
    visitor.fill(message=words.letter)
    visitor.press("main #apply form button")


def plan_meeting(visitor: Visitor, words: Words) -> None:
    """Read who applied, and plan a meeting."""
    visitor.go("vacancies/mine")
    ours = visitor.page.locator("main li", has_text=words.title)
    with visitor.page.expect_navigation():
        ours.locator("a[href*='/applications/for/']").first.click()
    visitor.look()
    theirs = visitor.page.locator("main .fs-thing", has_text=words.letter)
    with visitor.page.expect_navigation():
        theirs.locator("a.fs-link--title").click()
    visitor.look()
    visitor.shows(words.letter)
    next_year = str(time.localtime().tm_year + 1)
    visitor.fill(day_day="12", day_month="1", day_year=next_year, hour="10:00", where=words.place)
    visitor.press("main form[action$='/meet'] button")


def hire(visitor: Visitor, name: str) -> None:
    """Open the name, and hire: read what that does, and say yes."""
    with visitor.page.expect_navigation():
        visitor.page.locator("main form[action$='/identity'] button").click()
    visitor.look()
    visitor.shows(name)
    visitor.follow("/hiring")
    visitor.press("main form[action$='/hire'] button")


def compare_and_invite(visitor: Visitor, words: Words, name: str) -> str:
    """Lay who fits side by side, without names, and invite all who can be; return where they stand side by side."""
    visitor.go("vacancies/mine")
    ours = visitor.page.locator("main li", has_text=words.title)
    fits = ours.locator("a[href*='/matches/candidates/']").first.get_attribute("href") or ""
    # Whoever has just come in is there once no older transaction is open any more.
    visitor.wait_for(fits.removeprefix(f"/{visitor.language}/"), "main tbody tr:not(:has(th .fs-tag))")
    for row in visitor.page.locator("main tbody tr").all():
        if row.locator("[name=with]").count():
            row.locator("[name=with]").set_checked(not row.locator("th .fs-tag").count())
    visitor.press("main form[action$='/compare'] button")
    compared, asks = visitor.page.url, "main td a[href*='chosen=']"
    assert visitor.page.locator(asks).count(), visitor.text()
    while visitor.page.locator(asks).count():
        assert name not in visitor.text()
        with visitor.page.expect_navigation():
            visitor.page.locator(asks).first.click()
        visitor.look()
        assert name not in visitor.text()
        visitor.fill(message=words.letter)
        visitor.press(SEND)
        visitor.page.goto(compared)
    visitor.look()
    return compared


def say_yes(visitor: Visitor, words: Words) -> None:
    """Find the invitation on one's own page, and say yes."""
    visitor.go("me/")
    visitor.follow("/applications/invitations")
    visitor.shows(words.title)
    visitor.press("main button[name=answer][value=yes]")


def read_name(visitor: Visitor, compared: str, name: str) -> None:
    """Open what came of the invitations; one of the names is `name`."""
    visitor.page.goto(compared)
    came = visitor.page.locator("main a[href*='/applications/']").all()
    for address in [link.get_attribute("href") for link in came]:
        visitor.page.goto(f"{visitor.base}{address}")
        visitor.press("main form[action$='/identity'] button")
        if name in visitor.text():
            return
    raise AssertionError(f"{name} is not among those who said yes")
