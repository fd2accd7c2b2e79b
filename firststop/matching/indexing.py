"""The match index of this process: built from the tables once, then kept up to date from the change log."""

import threading
import uuid
from datetime import date

from firststop.core import changes
from firststop.core.changes import Cursor, newest_settled, read_changes
from firststop.core.row_security import beyond_reader
from firststop.employers import events as employers
from firststop.jobseekers import events as people
from firststop.jobseekers.queries import hiding_from, profile_facts, visible_profiles
from firststop.matching.engine import MatchIndex, load_weights
from firststop.matching.vectors import person_vectors, vacancy_vectors
from firststop.taxonomy import events as taxonomy
from firststop.vacancies import events as ads
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.queries import VacancyCard, public_cards_after, vacancy_cards

BATCH = 1_000


class LiveIndex:
    """The index and how far it has read; safe for the threads of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: MatchIndex | None = None
        self._cursor = changes.START
        self._people: dict[uuid.UUID, uuid.UUID] = {}

    @beyond_reader()
    def current(self, *, on: date) -> MatchIndex:
        """Return the index as of now: what has changed since the last call is read first."""
        with self._lock:
            if self._index is None:
                self._build(on)
            while entries := read_changes(self._cursor, limit=BATCH):
                if any(
                    entry.topic == taxonomy.TOPIC for entry in entries
                ):  # Places have moved, occupations have skills.
                    self._build(on)
                    continue
                self._read(
                    {e.subject for e in entries if e.topic == ads.TOPIC},
                    {e.subject for e in entries if e.topic == people.TOPIC}
                    | hiding_from({e.subject for e in entries if e.topic == employers.TOPIC}),
                )
                self._cursor = Cursor.of(entries[-1])
            if self._index is None:
                raise RuntimeError("the index was not built")
            return self._index

    def _build(self, on: date) -> None:
        self._cursor = newest_settled()
        cards: list[VacancyCard] = []
        last: uuid.UUID | None = None
        while batch := public_cards_after(last, limit=BATCH):
            cards.extend(batch)
            last = batch[-1].id
        facts = profile_facts(visible_profiles())
        self._people = {one.id: one.person for one in facts}
        self._index = MatchIndex.build(vacancy_vectors(cards), person_vectors(facts), weights=load_weights(on))

    def _read(self, vacancies: set[uuid.UUID], profiles: set[uuid.UUID]) -> None:
        if self._index is None or not (vacancies or profiles):
            return
        public = [
            card for card in vacancy_cards(vacancies).values() if card.status is AdStatus.ACTIVE and not card.is_test
        ]
        visible = set(visible_profiles(profiles))
        facts = profile_facts(visible)
        removed = vacancies - {card.id for card in public}
        removed |= {self._people.pop(key) for key in profiles - visible if key in self._people}
        self._people.update({one.id: one.person for one in facts})
        self._index = self._index.with_changes([*vacancy_vectors(public), *person_vectors(facts)], removed)


live = LiveIndex()
