"""Photograph the pages of every role in a demo into docs/pictures, and the main ones on one contact sheet.

``python -m tools.screenshots [part of a page's name]``; FIRSTSTOP_URL names a demo that runs already.
"""

import base64
import hashlib
import hmac
import html
import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from firststop.site.demo.cast import Person
from tools.albums import ALBUMS, STEPS, Album, Shot
from tools.browser import installed

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
HEIGHTS = {390: 844, 1280: 900}
APP_STEP = 30
#: What the demo says last, once its country is whole.
WHOLE = "Ctrl-C stops it.\n"
STYLE = """body{margin:16px;display:flex;flex-wrap:wrap;gap:14px 18px;font:13px 'Noto Sans',sans-serif}
figure{margin:0}div{display:flex;gap:6px}span{height:225px;overflow:hidden;border:1px solid #c3ccd0;background:#fff}
.w1280{width:320px}.w390{width:104px}img{width:100%;display:block}"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One photograph that was taken."""

    shot: Shot
    language: str
    width: int
    path: Path


class NotThere(Exception):
    """A page does not lead where the album says."""


def photograph(browser: Browser, base: str, wanted: str) -> Iterator[Picture]:
    """Take every page whose name has `wanted` in it."""
    for album in ALBUMS:
        shots = [shot for shot in album.shots if wanted in shot.name]
        if not shots and not (album.copies and wanted in "firm-writing"):
            continue
        page = browser.new_context(locale="en-GB").new_page()
        if album.who is not None:
            sign_in(page, base, album.who)
        addresses = [(shot, _resolved(page, base, shot, album.languages[0])) for shot in shots]
        if album.copies and wanted in "firm-writing":
            addresses.extend(_writing(page, base))
        for shot, address in addresses:
            yield from _take(page, base, album, shot, address)
        page.context.close()


def _take(page: Page, base: str, album: Album, shot: Shot, address: str) -> Iterator[Picture]:
    for language in album.languages:
        for width, height in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(f"{base}/{language}/{address}", wait_until="load")
            if answer is None or answer.status != 200:
                raise NotThere(f"{shot.name}: /{language}/{address} answers {answer and answer.status}")
            path = PICTURES / f"{shot.name}-{language}-{width}.png"
            page.screenshot(path=path, full_page=True)
            yield Picture(shot, language, width, path)


def _resolved(page: Page, base: str, shot: Shot, language: str) -> str:
    """Return the address of a page below the language, its links followed."""
    if not shot.follow:
        return shot.address
    page.goto(f"{base}/{language}/{shot.address}")
    for link in shot.follow:
        found = page.locator(link).first
        if not found.count():
            raise NotThere(f"{shot.name}: no {link} on {page.url}")
        page.goto(base + (found.get_attribute("href") or ""))
    return page.url.removeprefix(f"{base}/{language}/")


def _writing(page: Page, base: str) -> Iterator[tuple[Shot, str]]:
    """Begin a copy of the first vacancy, and return the steps of writing it."""
    page.goto(f"{base}/en/vacancies/mine")
    page.locator("main form:has(input[name=copy]) button").first.click()
    page.wait_for_url(re.compile(r"/vacancies/new/"))
    draft = page.url.removeprefix(f"{base}/en/").rpartition("/")[0]
    for name in STEPS:
        yield Shot(f"firm-writing-{name}", "", main=name in ("pay", "preview")), f"{draft}/{name}"


def sign_in(page: Page, base: str, who: Person) -> None:
    """Sign in as one of the cast: by the code on the demo's phone, or by password and app."""
    page.goto(f"{base}/en/account/sign-in/")
    if not who.password:
        page.fill("main [name=login]", who.phone or "")
        page.click("main button[name=way][value=code]")
        page.fill("main [name=code]", _code_on_phone(page, base, who.phone or ""))
    else:
        page.fill("main [name=login]", who.email or "")
        page.locator("main details summary").first.click()
        page.fill("main [name=password]", who.password)
        page.click("main button[name=way][value=password]")
        if who.secret:
            page.fill("main [name=code]", _app_code(who.secret))
    if who.secret or not who.password:
        page.locator("main form:has([name=code]) button").first.click()
        page.wait_for_load_state()
    if "/account/sign-in" in page.url:
        raise NotThere(f"{who.key} could not sign in")


def _code_on_phone(page: Page, base: str, number: str) -> str:
    window = page.context.new_page()
    for _try in range(60):
        window.goto(f"{base}/en/demo/phone")
        for message in window.locator(".fs-thing").all():
            found = re.search(r"\b\d{6}\b", message.inner_text().split("\n", 1)[1])
            if message.get_attribute("data-number") == number and found:
                window.close()
                return found.group()
        time.sleep(0.5)
    raise NotThere(f"no code came to {number}")


def _app_code(secret: str) -> str:
    """Return what an authenticator app shows now (RFC 6238)."""
    moment = (int(time.time()) // APP_STEP).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), moment, hashlib.sha1)
    begin = digest[-1] & 15
    number = int.from_bytes(digest[begin : begin + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def contact_sheet(browser: Browser, pictures: list[Picture]) -> None:
    """Lay the tops of the main pages beside each other: wide in English, narrow in the language of its readers."""
    figures = []
    for shot in dict.fromkeys(picture.shot for picture in pictures if picture.shot.main):
        mine = [picture for picture in pictures if picture.shot == shot]
        wide = next((it for it in mine if it.width == 1280 and it.language == "en"), None)
        narrow = next((it for it in mine if it.width == 390 and it.language in ("ru", "ky")), None)
        images = "".join(
            f'<span class="w{it.width}"><img src="{it.path.as_uri()}"></span>' for it in (wide, narrow) if it
        )
        figures.append(f"<figure><div>{images}</div><figcaption>{html.escape(shot.name)}</figcaption></figure>")
    sheet = PICTURES / ".sheet.html"
    sheet.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(figures)}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1920, "height": 900})
    page.goto(sheet.as_uri())
    page.screenshot(path=PICTURES / "contact-sheet.png", full_page=True)
    sheet.unlink()


@contextmanager
def demo() -> Iterator[str]:
    """Yield the address of a demo: the one that FIRSTSTOP_URL names, or one that is started and filled for it."""
    if given := os.environ.get("FIRSTSTOP_URL"):
        yield given
        return
    tool = Path(sys.executable).parent / "firststop"
    running = subprocess.Popen([tool, "demo", "--port", "8137"], stdout=subprocess.PIPE, text=True)
    try:
        while running.stdout and (running.stdout.readline() or WHOLE) != WHOLE:
            pass
        while _lags(8137):
            time.sleep(0.5)
        yield "http://127.0.0.1:8137"
    finally:
        running.terminate()
        running.wait()


def _lags(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/health")
    said = json.load(line.getresponse())
    line.close()
    return any(each["entries_behind"] for each in said["projections"].values())


def main() -> int:
    """Take the pictures; a page that is not there ends it with a sentence."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        with demo() as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
            taken = []
            for picture in photograph(browser, base, wanted):
                taken.append(picture)
                print(f"\r{len(taken)} {picture.path.stem:<50}", end="", file=sys.stderr)
            if not wanted:
                contact_sheet(browser, taken)
            print(file=sys.stderr)
            browser.close()
    except NotThere as no:
        print(f"screenshots: {no}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
