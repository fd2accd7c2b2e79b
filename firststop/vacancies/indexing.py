"""The search index as a projection of the change log: written by the worker, rebuilt by one command."""

import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils.html import strip_tags

from firststop.core.changes import Cursor, newest_settled, read_changes, report_cursor
from firststop.core.models import Change
from firststop.taxonomy import events as taxonomy_events
from firststop.taxonomy import queries as taxonomy
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.events import TOPIC
from firststop.vacancies.queries import VacancyCard, people_in, public_cards_after, vacancy_cards
from firststop.vacancies.rules.kept_for import kept_for
from firststop.vacancies.rules.masking import Person, mask_text
from firststop.vacancies.search import SearchDocument, SearchIndex

log = logging.getLogger("firststop.vacancies.indexing")
NAME = "vacancies.search"
BATCH = 1_000
_writer: list[SearchIndex] = []


def writer() -> SearchIndex:
    """Return this process's writing index; there is one writer a machine, the worker."""
    if not _writer:
        _writer.append(SearchIndex.open(index_folder(), writes=True))
    return _writer[0]


def index_folder() -> Path:
    """Return where this machine keeps the index of this database: two databases never show each other's ads."""
    return Path(settings.VAR) / "search" / quote(str(connection.settings_dict["NAME"]), safe="")


def step() -> int:
    """Read on in the change log and bring the index up to date; return how many entries were read.

    An index that is new, damaged, of another version or of another log is rebuilt first; one that holds the words and
    places of before the last load of the taxonomy is rebuilt, too.
    """
    index = writer()
    if _doubted().exists():
        _doubted().unlink(missing_ok=True)
        index.check()
    if index.needs_rebuild or _wanted().exists():
        return rebuild()
    entries = read_changes(_parse(index.cursor()), limit=BATCH)
    if any(entry.topic == taxonomy_events.TOPIC for entry in entries):
        return rebuild()
    if entries:
        cursor = Cursor.of(entries[-1])
        apply(index, entries, cursor)
        report_cursor(NAME, cursor)
    elif _is_of_another_log(index):
        return rebuild()
    return len(entries)


def ask_to_rebuild() -> None:
    """Have the worker of this machine build the index anew with its next step: it holds the only pen."""
    _wanted().parent.mkdir(parents=True, exist_ok=True)
    _wanted().touch()


def ask_to_check() -> None:
    """Have the worker look whether the files are whole: it keeps them open, and sees no damage by itself.

    A search asks this on its way, so it does not fail where the mark cannot be set.
    """
    try:
        _doubted().parent.mkdir(parents=True, exist_ok=True)
        _doubted().touch()
    except OSError as error:
        log.warning("the worker cannot be asked to check the search index: %s", type(error).__name__)


def _wanted() -> Path:
    return index_folder() / "rebuild"


def _doubted() -> Path:
    return index_folder() / "check"


def _is_of_another_log(index: SearchIndex) -> bool:
    """Whether an index has read further than the log goes: the database was restored, or is another one."""
    here, there = newest_settled(), read_so_far(index)
    return (there.transaction, there.entry) > (here.transaction, here.entry)


def read_so_far(index: SearchIndex) -> Cursor:
    """Return how far an index has read the change log; its start while the index is empty."""
    return _parse(index.cursor())


def apply(index: SearchIndex, entries: Sequence[Change], cursor: Cursor) -> None:
    """Put the vacancies that `entries` name into the index as they are now, or take them out."""
    named = {entry.subject for entry in entries if entry.topic == TOPIC}
    cards = vacancy_cards(named)
    public = [card for card in cards.values() if card.status is AdStatus.ACTIVE and not card.is_test]
    gone = named - {card.id for card in public}
    index.apply(documents(public), [str(key) for key in gone], _format(cursor))


def rebuild() -> int:
    """Build the index anew from the tables; searches see the old one until it is done. Return how many ads."""
    # Whoever asks while it is being built asks for the next one: much may have been read before what they mean.
    _wanted().unlink(missing_ok=True)
    start = newest_settled()
    built = 0

    def every() -> Iterator[SearchDocument]:
        nonlocal built
        last: uuid.UUID | None = None
        while cards := public_cards_after(last, limit=BATCH):
            yield from documents(cards)
            built += len(cards)
            last = cards[-1].id

    try:
        writer().rebuild(every(), _format(start))
    except BaseException:
        ask_to_rebuild()
        raise
    report_cursor(NAME, start)
    return built


def documents(cards: Sequence[VacancyCard]) -> list[SearchDocument]:
    """Return what the index holds of vacancies; a fixed number of queries, however many there are."""
    occupations = {card.occupation for card in cards if card.occupation}
    skills = {uuid.UUID(skill["id"]) for card in cards for skill in card.record.get("skills", ()) if skill.get("id")}
    words = taxonomy.words_of(occupations | skills)
    codes = taxonomy.isco_codes(occupations)
    places = taxonomy.places([code for card in cards for code in card.places], "en")
    ancestors = {part for place in places.values() for part in place.path.strip("/").split("/")}
    names = taxonomy.place_words(ancestors)
    people = people_in(card.id for card in cards)
    return [_nobodys(_document(card, words, codes, places, names), people[card.id]) for card in cards]


def _nobodys(document: SearchDocument, person: Person) -> SearchDocument:
    """Return a document without what leads to a person: files of an index keep what was taken out for a while.

    A title keeps its length, so that marks of found words stand where they should.
    """
    return replace(
        document,
        title=mask_text(document.title, person, by=lambda found: " " * len(found)),
        description=mask_text(document.description, person),
        skill_words=tuple(mask_text(word, person) for word in document.skill_words),
        place_names=tuple(mask_text(name, person) for name in document.place_names),
    )


def _document(
    card: VacancyCard,
    words: dict[uuid.UUID, list[str]],
    codes: dict[uuid.UUID, str],
    places: dict[str, taxonomy.NamedPlace],
    names: dict[str, list[str]],
) -> SearchDocument:
    record = card.record
    mine = [places[code] for code in card.places if code in places]
    around = tuple(dict.fromkeys(part for place in mine for part in place.path.strip("/").split("/")))
    skills = [uuid.UUID(skill["id"]) for skill in record.get("skills", ()) if skill.get("id")]
    said = [skill["name"] for skill in record.get("skills", ()) if skill.get("name")]
    occupation = (card.occupation,) if card.occupation else ()
    return SearchDocument(
        id=str(card.id),
        version=card.version,
        title=card.title,
        language=card.language,
        published_at=card.published_at or card.modified_at,
        modified_at=card.modified_at,
        description=_text(record),
        employer=card.employer_name,
        occupations=tuple(str(key) for key in occupation),
        isco=codes.get(card.occupation, "") if card.occupation else "",
        occupation_words=tuple(_words(occupation, words)),
        skills=tuple(str(key) for key in skills),
        skill_words=(*_words(skills, words), *said),
        places=around,
        place_names=tuple(name for part in around for name in names.get(part, ())) or _stated(record),
        points=tuple(_points(mine, record)),
        remote=record.get("remote", ""),
        contract=record.get("contract", ""),
        schedule=record.get("schedule", ""),
        time_band=record.get("time_band", ""),
        hours_min=_percent(record.get("hours_percent_min")),
        hours_max=_percent(record.get("hours_percent_max")),
        pay_min=card.pay_month_min,
        pay_max=card.pay_month_max,
        experience=_experience(record),
        education=str(record.get("education", "")),
        housing=record.get("housing_type", ""),
        protected_groups=tuple(group.value for group in kept_for(record)),
        quota=bool(record.get("quota")),
        source_type=card.source_type,
        apply_by=card.apply_by.date() if card.apply_by else None,
        openings=card.openings,
    )


def _text(record: dict[str, object]) -> str:
    parts = (record.get(name) for name in ("description", "tasks", "requirements_text", "conditions", "benefits"))
    return strip_tags("\n".join(str(part) for part in parts if part))


def _words(concepts: Iterable[uuid.UUID], words: dict[uuid.UUID, list[str]]) -> Iterator[str]:
    for concept in concepts:
        yield from words.get(concept, ())


def _stated(record: dict[str, object]) -> tuple[str, ...]:
    stated = record.get("places") or ()
    named = ("name", "region", "municipality", "address")
    return tuple(str(place[key]) for place in stated for key in named if place.get(key))  # type: ignore[attr-defined]


def _points(places: Sequence[taxonomy.NamedPlace], record: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Yield where each place of an ad lies: as it was stated, else as the place is known."""
    rest = {place.code: place for place in places}
    for stated in record.get("places") or ():
        if stated.get("lat") is not None and stated.get("lon") is not None:
            rest.pop(stated.get("code") or "", None)
            yield stated["lat"], stated["lon"]
    for place in rest.values():
        if place.lat is not None and place.lon is not None:
            yield place.lat, place.lon


def _percent(value: object) -> int | None:
    return None if value is None else round(float(str(value)))


def _experience(record: dict[str, object]) -> str:
    months = record.get("experience_months")
    if months == 0 or record.get("experience_required") is False:
        return "none"
    return "" if months is None else "some"


def _format(cursor: Cursor) -> str:
    return f"{cursor.transaction}/{cursor.entry}"


def _parse(text: str | None) -> Cursor:
    transaction, _slash, entry = (text or "0/0").partition("/")
    return Cursor(int(transaction), int(entry))
