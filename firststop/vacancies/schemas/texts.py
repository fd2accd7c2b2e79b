"""Texts as they may come in: plain where plain is meant, a few tags where text is formatted."""

import html
import re
import unicodedata
from typing import Annotated

import nh3
from pydantic import AfterValidator, StringConstraints

#: What a description may be formatted with; everything else is dropped, its text kept.
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h2", "h3", "h4"}
#: Marks that turn the reading direction or are invisible; they hide words.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_MARKUP = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|li|div|h[1-6]|tr)\s*>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    """Return one line of text without hidden marks; ValueError for markup or control characters."""
    if _MARKUP.search(text):
        raise ValueError("markup")
    cleaned = " ".join(_HIDDEN.sub("", text).split())
    if not cleaned.isprintable() and any(unicodedata.category(letter) in _CONTROL for letter in cleaned):
        raise ValueError("control")
    return unicodedata.normalize("NFC", cleaned)


def title(text: str) -> str:
    """Return one line of text that says something; ValueError also for hidden marks or pictures alone."""
    said = plain(text)
    if not said:
        raise ValueError("blank")
    if not any(letter.isalpha() for letter in said):
        raise ValueError("no_words")
    return said


def formatted(text: str) -> str:
    """Return text with a few tags and no attributes; scripts go with their content.

    Plain text becomes paragraphs, so that a text is kept in one form whichever door it came by.
    """
    visible = unicodedata.normalize("NFC", _without_hidden(text)).strip()
    if _MARKUP.search(visible):
        visible = nh3.clean(visible, tags=TAGS, attributes={}).strip()
        if _MARKUP.search(visible):
            return visible
        visible = html.unescape(visible)
    return paragraphs(visible)


def paragraphs(text: str) -> str:
    """Return plain text as HTML: an empty line parts paragraphs, a line break stays one."""
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", _unix(text)))
    return "\n".join(
        f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>' + chr(10))}</p>" for part in parts if part
    )


def lines(text: str) -> str:
    """Return text of several lines without markup; a tag that ends a line in a browser ends it here."""
    visible = _unix(_without_hidden(text))
    while _MARKUP.search(visible):
        visible = html.unescape(nh3.clean(_LINE_END.sub("\n", visible), tags=set(), attributes={}))
    kept = (" ".join(line.split()) for line in unicodedata.normalize("NFC", visible).strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same words, however they are formatted: some sources tell one text twice."""
    return lines(one).split() == lines(other).split()


def _without_hidden(text: str) -> str:
    return _CONTROLS.sub("", _HIDDEN.sub("", text))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


Plain = Annotated[str, StringConstraints(max_length=255), AfterValidator(plain)]
Title = Annotated[str, StringConstraints(max_length=255), AfterValidator(title)]
Formatted = Annotated[str, StringConstraints(max_length=50_000), AfterValidator(formatted)]
Lines = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(lines)]
