"""What every page must keep to, read from its HTML."""

import re
from html.parser import HTMLParser

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.addresses: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        self.addresses += [str(given[name]) for name in ("href", "src", "action") if given.get(name)]
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.controls.append(str(given.get("id")))


def breaches(html: str) -> list[str]:
    """Return what a page does that no page may do."""
    page = _Outline()
    page.feed(html)
    said = [f"undefined: {mark}" for mark in re.findall("⟦[^⟧]*⟧", html)]
    said += [f"inline: {found}" for found in INLINE.findall(html)]
    said += [f"twice: {one}" for one in sorted({one for one in page.ids if page.ids.count(one) > 1})]
    said += [f"another host: {to}" for to in page.addresses if re.match(r"(https?:)?//", to)]
    said += [f"no label: {one}" for one in page.controls if one not in page.labelled]
    if page.headings.count("h1") != 1:
        said.append(f"h1: {page.headings.count('h1')}")
    return said
