"""A language in which every message stands between ⟪ and ⟫: what a page says outside them, nobody can translate.

What people wrote is no message: the scene keeps it between ‹ and ›, and so does the country pack while it is `marked`.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.architecture.house import ROOT

OPEN, CLOSE = "⟪‹", "⟫›"
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAID_BY = ("alt", "title", "placeholder", "aria-label", "aria-description", "content", "label", "data-module-text")
_SILENT = {"script", "style"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Addresses that reach nobody: data by their ending.
_INVENTED = re.compile(r"(?<![\w.@+-])[\w.@+-]+\.example\b|https://[\w.-]+\.example\S*")


def every_message() -> Iterator[tuple[Any, str | None]]:
    """Yield (id, context) of every message of ours, of Django's and of the sign-in library's."""
    for path in sorted(ROOT.glob("firststop/*/locale/ru/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield from ((message.id, message.context) for message in read_po(file) if message.id)
    for library in (django, allauth):
        for path in sorted(Path(str(library.__file__)).parent.glob("**/locale/ru/LC_MESSAGES/django.mo")):
            with path.open("rb") as file:
                yield from ((message.id, _text(message.context)) for message in read_mo(file) if message.id)


def _text(context: str | bytes | None) -> str | None:
    return context.decode() if isinstance(context, bytes) else context


def write_catalogue(folder: Path) -> Path:
    """Write the language in the place of English, for `LOCALE_PATHS`."""
    catalogue = Catalog(locale="en")
    for said, context in every_message():
        words = tuple(f"⟪{word}⟫" for word in said) if isinstance(said, tuple | list) else f"⟪{said}⟫"
        catalogue.add(said, words, context=context)
    target = folder / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return folder


@contextmanager
def marked(pack: Any) -> Iterator[None]:
    """Mark the names that a country pack has for things, while the block runs."""
    changed: list[tuple[dict[str, str], dict[str, str]]] = []
    for names in _names_in(pack):
        changed.append((names, dict(names)))
        names.update({language: f"‹{name}›" for language, name in names.items()})
    try:
        yield
    finally:
        for names, before in changed:
            names.update(before)


def _names_in(thing: Any) -> Iterator[dict[str, str]]:
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.name in ("names", "words") and isinstance(value, dict):
                yield value
            else:
                yield from _names_in(value)
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _names_in(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from _names_in(value)


class _Speech(HTMLParser):
    """What a page says: its text in reading order, and each attribute that is read out.

    An element that names its language holds a name in that language, or what somebody wrote in it; `fs-number` holds
    numbers and codes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.attributes: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not self._silent:
            self.attributes += [given[name] for name in _SAID_BY if name in given and tag != "meta"]
            if tag == "meta" and given.get("name") == "description":
                self.attributes.append(given["content"])
            if tag == "input" and given.get("type") in ("submit", "button"):
                self.attributes.append(given.get("value", ""))
            self.text.append(" ")
        code = "fs-number" in given.get("class", "").split()
        starts = tag in _SILENT or code or ("lang" in given and tag != "html")
        if (self._silent or starts) and tag not in _VOID:
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag not in _VOID:
            self._silent.pop()
        elif not self._silent:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def unsaid(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the words that stand outside all marks; `known` are words that are data."""
    depth, outside = 0, []
    for letter in _INVENTED.sub(" ", text):
        if letter in OPEN:
            depth += 1
        elif letter in CLOSE:
            depth -= 1
        outside.append(letter if depth == 0 and letter not in CLOSE else " ")
    if depth:
        outside.append(f" unbalanced by {depth}")
    return [word for word in _WORD.findall("".join(outside)) if word not in known]


def bare_words(html: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the words of a page, or of an attribute in it, that no catalogue and no data said."""
    page = _Speech()
    page.feed(html)
    found = unsaid("".join(page.text), known)
    return [*found, *(word for said in page.attributes for word in unsaid(said, known))]
