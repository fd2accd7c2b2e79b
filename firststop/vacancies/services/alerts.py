"""Alerts: what became public since a person last knew, for each saved search that is due, in at most one message."""

import logging
import uuid
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from firststop.accounts.queries import reach
from firststop.core.changes import START, Cursor, newest_told, told_between
from firststop.core.country import load_pack
from firststop.core.messages import send_message
from firststop.core.refusals import Refused
from firststop.vacancies import finding
from firststop.vacancies.conditions import Book
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.events import TOPIC, VACANCY_PUBLISHED
from firststop.vacancies.indexing import read_so_far
from firststop.vacancies.models import SavedSearch, SentAlert, Vacancy
from firststop.vacancies.rules.alerting import last_monday, last_morning
from firststop.vacancies.search import Results, Sort

log = logging.getLogger("firststop.vacancies.alerts")
NEW_ADS = "vacancies.new_ads"
#: Ads that one message names; it counts all, and leads to the rest.
LISTED = 20
#: Searches of one kind that one run looks at, so that no run lasts for long; the next takes the rest.
A_RUN = 1000
#: Returns the employers whose ads a person does not want; packages above know.
Unwanted = Callable[[uuid.UUID], Collection[uuid.UUID]]
_unwanted: list[Unwanted] = []


def leave_out(unwanted: Unwanted) -> None:
    """Let no alert name the ads of some employers; packages call it in `AppConfig.ready()`."""
    if unwanted not in _unwanted:
        _unwanted.append(unwanted)


class News:
    """The ads that became public behind a place in the change log, as far as the search index has read it.

    Two queries, whatever is asked afterwards of places behind `oldest`; best asked in the order of places.
    """

    def __init__(self, oldest: Cursor, until: Cursor) -> None:
        self.until = until
        self._told = told_between(TOPIC, VACANCY_PUBLISHED, after=oldest, until=until)
        public = Vacancy.objects.public().filter(id__in={ad for _place, ad in self._told})
        self._employers = dict(public.values_list("id", "establishment_id"))
        self._last: tuple[Cursor, dict[uuid.UUID, uuid.UUID]] = (until, {})

    def behind(self, cursor: Cursor) -> dict[uuid.UUID, uuid.UUID]:
        """Return the ads that are public now, each with its employer."""
        if cursor != self._last[0]:
            fresh = {ad for place, ad in self._told if place > cursor}
            self._last = cursor, {ad: self._employers[ad] for ad in fresh if ad in self._employers}
        return self._last[1]


def send_alerts(*, at: datetime) -> int:
    """Look at each search that is due and write to its person where there is something new; return how many.

    Each search is a transaction of its own: what was sent, how far it has come and the message are noted together, so
    that a crash leaves either all of it or nothing, and two runs at once share the searches.
    """
    until, zone = read_so_far(finding.reader()), load_pack(settings.COUNTRY).time_zone
    if until == START:
        return 0  # The index is being built; nothing is lost, since nothing counts as seen.
    newest = newest_told(TOPIC, VACANCY_PUBLISHED, until=until)
    due = SavedSearch.objects.due(newest=newest, daily=last_morning(at, zone), weekly=last_monday(at, zone))
    at_once = Q(rhythm=Rhythm.AT_ONCE)
    waiting = [search for kind in (at_once, ~at_once) for search in due.filter(kind).order_by("looked_at")[:A_RUN]]
    if not waiting:
        return 0
    waiting.sort(key=lambda search: search.seen)
    news = News(waiting[0].seen, until)
    return sum(_try(search.id, due, news, at) for search in waiting)


def _try(search: uuid.UUID, due: QuerySet[SavedSearch], news: News, at: datetime) -> bool:
    try:
        with transaction.atomic():
            found = due.select_for_update(skip_locked=True, of=("self",)).filter(id=search).first()
            return found is not None and _look(found, news, at)
    except Exception:  # One search that fails must not keep all others from their news.
        log.exception("saved search %s failed", search)
        return False


def _look(search: SavedSearch, news: News, at: datetime) -> bool:
    try:
        found = _new_for(search, news.behind(search.seen), at)
    except Refused as no:
        # Its person sees on the list that it cannot be read any more.
        log.warning("saved search %s cannot be read: %s", search.id, no)
        found = None
    if found is not None:
        _tell(search, found, news.until, at)
    search.seen, search.looked_at = max(search.seen, news.until), at
    search.save(update_fields=["seen_transaction", "seen_entry", "looked_at", "last_sent_at"])
    return found is not None


def _new_for(search: SavedSearch, fresh: dict[uuid.UUID, uuid.UUID], at: datetime) -> Results | None:
    """Return which of the `fresh` ads a search finds, newest first; None without any.

    Left out are ads that were sent for it, and those of employers that its person does not want.
    """
    sent = set(SentAlert.objects.filter(search=search, vacancy__in=fresh).values_list("vacancy_id", flat=True))
    unwanted = {employer for knows in _unwanted for employer in knows(search.person_id)}
    among = [str(ad) for ad, employer in fresh.items() if ad not in sent and employer not in unwanted]
    if not among:
        return None
    way = reach(search.person_id)
    language = way.language if way else settings.LANGUAGE_CODE
    book = Book([search.conditions], language)
    query = replace(book.query(search.conditions), only=tuple(sorted(among)), sort=Sort.DATE, size=LISTED, facets=())
    found = finding.search(query, language=language, now=at, names=book.names)
    return found if found.total else None


def _tell(search: SavedSearch, found: Results, until: Cursor, at: datetime) -> None:
    ads = [uuid.UUID(hit.id) for hit in found.hits]
    SentAlert.objects.bulk_create(SentAlert(search=search, vacancy_id=ad, at=at) for ad in ads)
    send_message(
        search.person_id,
        NEW_ADS,
        effect=f"{NEW_ADS}:{search.id}:{until.transaction}/{until.entry}",
        on=at.date(),
        subject=search.id,
        values={"ads": [str(ad) for ad in ads], "count": found.total},
    )
    search.last_sent_at = at
