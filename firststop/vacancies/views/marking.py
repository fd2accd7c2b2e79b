"""The texts of a vacancy with what the rules of wording found in them, each finding at its place."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from firststop.vacancies.rules.wording import RULES, Finding, Rule

_LINE_END = re.compile(r"<br\s*/?>\s*|</(?:p|li|h[2-4])>\s*")


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as a person reads it: its number in the text, the finding, the rule with its law."""

    number: int
    finding: Finding
    rule: Rule


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `number` names the finding that marks it, 0 for none."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text of a vacancy: what it is called, its pieces, what was found in it."""

    label: str
    pieces: list[Piece]
    notes: list[Note] = field(default_factory=list)


def shown_texts(texts: Mapping[str, str], findings: Iterable[Finding]) -> list[ShownText]:
    """Return every text of a vacancy with its findings; a finding without words stands under its field alone."""
    notes = [Note(number, found, RULES[found.rule]) for number, found in enumerate(findings, 1)]
    shown = [
        ShownText(_label(name), list(_pieces(text, [note for note in notes if note.finding.field == name])), mine)
        for name, text in texts.items()
        for mine in [[note for note in notes if note.finding.field == name]]
    ]
    of_facts = [note for note in notes if note.finding.field not in texts]
    return [*shown, ShownText(_("What else the vacancy says"), [], of_facts)] if of_facts else shown


def words_found(texts: Mapping[str, str], finding: Finding) -> str:
    """Return the words that a finding is about, as a reader sees them; empty where a fact speaks and no words do."""
    return _plain(texts.get(finding.field, "")[finding.start : finding.end]).strip()


def _pieces(text: str, notes: Iterable[Note]) -> Iterator[Piece]:
    at = 0
    for note in sorted(notes, key=lambda each: (each.finding.start, -each.finding.end)):
        start, end = max(at, note.finding.start), note.finding.end
        if end <= start:
            continue
        yield Piece(_plain(text[at:start]))
        yield Piece(_plain(text[start:end]), note.number)
        at = end
    yield Piece(_plain(text[at:]))


def _plain(text: str) -> str:
    """Return formatted text as lines; a piece may begin or end within an element, so nothing of it is left."""
    return html.unescape(strip_tags(_LINE_END.sub("\n", text)))


def _label(name: str) -> str:
    labels = {
        "title": _("Title"),
        "description": _("About the work"),
        "tasks": _("What you will do"),
        "requirements_text": _("What is asked"),
        "conditions": _("What is offered"),
        "benefits": _("What is offered"),
        "pay_text": _("Pay"),
        "employer_about": _("About the employer"),
    }
    return labels.get(name, _("What else the vacancy says"))
