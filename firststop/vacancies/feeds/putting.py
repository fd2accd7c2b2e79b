"""Steps that every mapper takes: ids, titles, one-line texts, numbers of enterprises, words of lists, web addresses."""

import re
from pathlib import Path as File

from firststop.core.identifiers import check
from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.losses import note_loss
from firststop.vacancies.feeds.source import Source, has_markup

LONGEST_REFERENCE = 255
_BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
_PATH = tuple[str | int, ...]


def read_reference(source: Source, *path: str | int) -> str | None:
    """Return a source's id as a reference; None for what cannot be one."""
    text = source.marked_up(*path)
    if text is not None and len(text) > LONGEST_REFERENCE:
        source.notes.warn("reference.too_long", path, text, _("This id is over 255 characters long."))
        return None
    return text


def put_title(draft: Draft, source: Source, *paths: _PATH) -> None:
    """Keep the title as plain text, and say where it held tags."""
    path = source.first(*paths)
    raw = source.marked_up(*path)
    if raw and has_markup(raw):
        source.notes.inform("markup.title", path, raw, _("There are tags in this title; we keep its text."))
    draft.put("title", source.text(*path), path)


def put_text(draft: Draft, source: Source, name: str, *paths: _PATH) -> None:
    """Keep one line of text from the first of some places."""
    path = source.first(*paths)
    draft.put(name, source.text(*path), path)


def put_number(draft: Draft, source: Source, scheme: str, path: _PATH, *, only_right: bool = False) -> None:
    """Keep an enterprise's number; a wrong one is kept and doubted, or left out; a second one is named as a loss."""
    number = source.text(*path)
    if number is None:
        return
    if "employer_number" in draft.fields:
        if number != draft.fields["employer_number"]:
            note_loss(source, path, number)
        return
    verdict = check(scheme, number).verdict
    if only_right and verdict != "verified":
        note_loss(source, path, number)
        return
    if verdict == "invalid":
        source.notes.warn("employer_number.doubtful", path, number, _("This number is not right: check its digits."))
    draft.put("employer_number", number, path)
    draft.put("employer_number_scheme", scheme, path)


def put_mapped(draft: Draft, lists: File, word: str, origin: _PATH, *names: str) -> bool:
    """Look a word up in the lists of several fields and fill those it belongs to; False where it belongs to none."""
    found = {name: code for name in names if (code := look_up(lists, name, word)) is not None}
    for name, code in found.items():
        draft.put(name, code, origin)
    return bool(found)


def web_address(text: str | None) -> str | None:
    """Return a web address with its scheme; people write ``www.example.org`` without."""
    return f"http://{text}" if text and _BARE_HOST.match(text) else text
