"""Losses: what a record says and our record has no place for, so that a report can tell (features, section 18)."""

from typing import Any

from firststop.core.words import _
from firststop.vacancies.feeds.notes import Path
from firststop.vacancies.feeds.source import Source


def note_losses(source: Source, bookkeeping: frozenset[str]) -> None:
    """Note every value that no step of the mapper looked at; `bookkeeping` names fields that say nothing of the ad."""
    for path, value in source.unread(bookkeeping):
        if value is not False and value != 0:
            note_loss(source, path, value)


def note_loss(source: Source, path: Path, value: Any) -> None:
    """Note a value that our record has no place for."""
    source.notes.inform("loss", path, value, _("Our record has no place for this."))
