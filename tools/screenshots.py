"""Photograph the main pages of a running demo into docs/pictures, and all of them on one contact sheet."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.browser import installed

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PAGES = {"home": "/{}/", "search": "/{}/vacancies/", "sign-in": "/{}/account/sign-in", "how": "/{}/matches/how"}
LANGUAGES, WIDTHS = ("en", "ru"), (390, 1280)


def photograph(browser: Browser, base: str) -> list[Path]:
    """Take every page in every language and width; return the files."""
    taken = []
    for name, address in PAGES.items():
        for language in LANGUAGES:
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.goto(base + address.format(language), wait_until="networkidle")
                path = PICTURES / f"{name}-{language}-{width}.png"
                page.screenshot(path=path)
                taken.append(path)
                page.close()
    return taken


def contact_sheet(browser: Browser, files: list[Path]) -> None:
    """Lay the pictures beside each other."""
    figures = "".join(
        f'<figure><img src="{file.as_uri()}"><figcaption>{file.stem}</figcaption></figure>' for file in files
    )
    sheet = PICTURES / "contact-sheet.html"
    style = "body{display:flex;flex-wrap:wrap;gap:12px;font:14px sans-serif}img{height:340px}figure{margin:0}"
    sheet.write_text(f"<!doctype html><style>{style}</style>{figures}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.goto(sheet.as_uri())
    page.screenshot(path=PICTURES / "contact-sheet.png", full_page=True)
    sheet.unlink()


def main() -> int:
    """Photograph the demo at FIRSTSTOP_URL, or start one."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    base = os.environ.get("FIRSTSTOP_URL")
    demo = None
    if base is None:
        base = "http://127.0.0.1:8137"
        tool = Path(sys.executable).parent / "firststop"
        demo = subprocess.Popen([tool, "demo", "--port", "8137"], stdout=subprocess.PIPE, text=True)
        while demo.stdout and "Ctrl-C" not in (demo.stdout.readline() or "Ctrl-C"):
            pass
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
            contact_sheet(browser, photograph(browser, base))
            browser.close()
    finally:
        if demo is not None:
            demo.terminate()
            demo.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
