"""What changed between two moments, for whoever keeps a copy of our vacancies: those to show, and those to delete."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from firststop.core.models import Change
from firststop.core.refusals import Code, refuse, to_pointer
from firststop.core.windows import Changed, Window, changed_in, open_window, read_window
from firststop.vacancies.events import TOPIC
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import VacancyCard, public_cards

#: Before this there was nothing to change.
BEGINNING = datetime(1990, 1, 1, tzinfo=UTC)
#: What may stand beside a window in an address; a window is read whole.
BESIDE = {"modified_since", "modified_until", "size", "after"}


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page of a window: public ads as they are now, and which were public and are not any more, with the moment.

    `until` is where the window ends: the next one begins there. `next` is "" on the last page.
    """

    total: int
    cards: Sequence[VacancyCard]
    removed: Sequence[Changed]
    until: datetime
    next: str


def is_window(given: Collection[str]) -> bool:
    """Whether an address asks for a window; refuses a window with anything that would narrow it."""
    if not {"modified_since", "modified_until"} & set(given):
        return False
    for name in given:
        if name not in BESIDE:
            raise refuse(
                Code.INVALID_VALUE,
                "modified.alone",
                _("What changed is told whole: this cannot narrow it."),
                pointer=to_pointer([name]),
                hint=_("Take it away, and choose among the vacancies that you get."),
            )
    return True


def changed_page(since: datetime | None, until: datetime | None, *, size: int, after: str) -> ChangedPage:
    """Return what changed from `since`, inclusive, up to `until`; a moment without a zone is in UTC."""
    first, last = _in_utc(since, "modified_since") or BEGINNING, _in_utc(until, "modified_until")
    if last is not None and last < first:
        raise refuse(
            Code.INVALID_VALUE,
            "modified.order",
            _("The window ends before it begins."),
            pointer="/modified_until",
            hint=_("Change it and search again."),
        )
    window = _opened(first, last) if not after else _continued(after, first, last)
    told, behind = changed_in(TOPIC, window, limit=size)
    cards = public_cards(each.subject for each in told)
    once_public = _once_public(each.subject for each in told if each.subject not in cards)
    return ChangedPage(
        window.total,
        [cards[each.subject] for each in told if each.subject in cards],
        [each for each in told if each.subject in once_public],
        window.until,
        behind.encode() if behind else "",
    )


def _opened(since: datetime, until: datetime | None) -> Window:
    window = open_window(since, until)
    changes = Change.objects.filter(topic=TOPIC, at__gte=window.since, at__lt=window.until)
    return replace(window, total=Vacancy.objects.once_public().filter(id__in=changes.values("subject")).count())


def _continued(after: str, since: datetime, until: datetime | None) -> Window:
    """Return the window of the page before; refuses one of other moments."""
    try:
        window = read_window(after)
    except ValueError as wrong:
        raise _not_ours() from wrong
    if window.since != since or (until is not None and window.until > until):
        raise _not_ours()
    return window


def _not_ours() -> Exception:
    sentence = _("This link to the next page is out of date.")
    return refuse(
        Code.INVALID_VALUE, "cursor.invalid", sentence, pointer="/after", hint=_("Begin with the first page.")
    )


def _once_public(ids: Iterable[uuid.UUID]) -> set[Any]:
    rows = Vacancy.objects.once_public().filter(id__in=list(ids))
    return set(rows.values_list("id", flat=True))


def _in_utc(moment: datetime | None, name: str) -> datetime | None:
    if moment is None:
        return None
    if not BEGINNING.year <= moment.year <= 2100:
        sentence = _("We know the years 1990 to 2100.")
        hint = _("Change it and search again.")
        raise refuse(Code.INVALID_VALUE, "modified.year", sentence, pointer=f"/{name}", hint=hint)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
