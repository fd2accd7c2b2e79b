"""Texts as they may come in: plain where plain is meant, a few tags where text is formatted."""

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
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}


def plain(text: str) -> str:
    """Return one line of text without hidden marks; ValueError for markup or control characters."""
    if _MARKUP.search(text):
        raise ValueError("markup")
    cleaned = " ".join(_HIDDEN.sub("", text).split())
    if any(unicodedata.category(letter) in _CONTROL for letter in cleaned):
        raise ValueError("control")
    return unicodedata.normalize("NFC", cleaned)


def formatted(text: str) -> str:
    """Return text with a few tags and no attributes; scripts go with their content."""
    visible = _HIDDEN.sub("", text).replace("\0", "")
    return nh3.clean(unicodedata.normalize("NFC", visible), tags=TAGS, attributes={}).strip()


def lines(text: str) -> str:
    """Return text of several lines without markup."""
    visible = nh3.clean(_HIDDEN.sub("", text).replace("\0", ""), tags=set(), attributes={})
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", visible).strip().splitlines())


Plain = Annotated[str, StringConstraints(max_length=255), AfterValidator(plain)]
Title = Annotated[str, AfterValidator(plain), StringConstraints(min_length=3, max_length=255)]
Formatted = Annotated[str, StringConstraints(max_length=50_000), AfterValidator(formatted)]
Lines = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(lines)]
