"""Reading matches: short lists both ways, and why."""

import uuid
from dataclasses import dataclass
from datetime import date

from firststop.core.row_security import beyond_reader
from firststop.jobseekers.queries import ProfileFacts, facts_of, facts_of_each
from firststop.matching.engine import Cefr, Explanation, Match, RowKey, explain, load_weights, why_not
from firststop.matching.indexing import live
from firststop.matching.opaque import code_of, key_of
from firststop.matching.rules import LANGUAGES, SPEAKS, Traits, rounded, rounded_day
from firststop.matching.vectors import person_vectors, vacancy_vectors
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.queries import VacancyCard, public_vacancy, vacancy_cards


@dataclass(frozen=True, slots=True)
class Fit:
    """How a person and a vacancy fit, with the limit that keeps them apart, if one does."""

    explanation: Explanation
    kept_apart_by: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who fits a vacancy, as its employer may know them before both said yes.

    `key` and `code` hold for this vacancy only. `person` is for services alone: no page, answer or address may carry
    it; `subject` is what panels are asked with. `free_from` is the first day of a month, None for at once.
    """

    key: uuid.UUID
    code: str
    person: uuid.UUID
    explanation: Explanation
    free_from: date | None
    traits: Traits
    subject: str


def best_for(person: uuid.UUID, *, on: date, limit: int = 30) -> list[tuple[VacancyCard, Explanation]]:
    """Return the best public vacancies for a person with the reasons, best first; none without a profile."""
    facts = facts_of(person)
    if facts is None:
        return []
    one, weights = person_vectors([facts])[0], load_weights(on)
    matches = live.current(on=on).top_k(one, limit)
    cards = vacancy_cards(match.id for match in matches)
    # The index may be a moment behind: what has ended since is left out.
    still = [cards[match.id] for match in matches if match.id in cards and cards[match.id].status is AdStatus.ACTIVE]
    vectors = {vector.id: vector for vector in vacancy_vectors(still)}
    return [(card, explain(one, vectors[card.id], weights)) for card in still if card.id in vectors]


def people_for(vacancy: uuid.UUID, *, on: date, limit: int = 30) -> list[Match]:
    """Return the best visible people for a public vacancy, at most 30, by account id."""
    card = public_vacancy(vacancy)
    return [] if card is None else live.current(on=on).top_k_people(vacancy_vectors([card])[0], limit)


def fit(person: uuid.UUID, vacancy: uuid.UUID, *, on: date) -> Fit | None:
    """Return how a person and a public vacancy fit: the same for person, employer and staff."""
    facts, card = facts_of(person), public_vacancy(vacancy)
    if facts is None or card is None:
        return None
    one, other, weights = person_vectors([facts])[0], vacancy_vectors([card])[0], load_weights(on)
    crossed = why_not(one, other, weights)
    return Fit(explain(one, other, weights), crossed.limit.value if crossed else None)


@beyond_reader()
def candidates_for(vacancy: VacancyCard, *, on: date) -> list[Candidate]:
    """Return who fits a public vacancy, at most 30, best first, without whoever is hidden from its employer.

    As many queries for thirty people as for one.
    """
    matches = people_for(vacancy.id, on=on)
    facts = facts_of_each(match.id for match in matches)
    # The index may be a moment behind: who hides since is left out.
    seen = [facts[match.id] for match in matches if match.id in facts]
    seen = [one for one in seen if not one.is_hidden_from(vacancy.establishment)]
    asked, weights = vacancy_vectors([vacancy]), load_weights(on)
    vectors = {vector.id: vector for vector in person_vectors(seen)}
    return [
        _candidate(one, vacancy.id, rounded(explain(vectors[one.person], vector, weights)), on)
        for one in seen
        for vector in asked
        if one.person in vectors
    ]


def candidate_for(vacancy: VacancyCard, key: uuid.UUID, *, on: date) -> Candidate | None:
    """Return one candidate of a vacancy by the key; the same steps, whether there is somebody or not."""
    return next((one for one in candidates_for(vacancy, on=on) if one.key == key), None)


def candidate_key(vacancy: uuid.UUID, person: uuid.UUID) -> uuid.UUID:
    """Return what addresses of a vacancy's pages call a person."""
    return key_of(vacancy, person)


def _candidate(one: ProfileFacts, vacancy: uuid.UUID, explanation: Explanation, on: date) -> Candidate:
    key, is_free = key_of(vacancy, one.person), one.start_from is None or one.start_from <= on
    free_from = None if is_free else rounded_day(one.start_from)
    traits = _traits(one, explanation, is_free=is_free)
    return Candidate(key, code_of(key), one.person, explanation, free_from, traits, f"{vacancy}/{one.person}")


def _traits(one: ProfileFacts, explanation: Explanation, *, is_free: bool) -> Traits:
    said = {row.key: row.values for part in explanation.parts for row in part.rows}
    metres, levels = said[RowKey.WAY]["metres"], dict(one.languages)
    return Traits(
        km=None if metres is None else metres // 1_000,
        years=said[RowKey.EXPERIENCE]["months"] // 12,
        licences=frozenset(one.licences),
        speaks=frozenset(code for code in LANGUAGES if _level(levels.get(code)) >= SPEAKS),
        is_free=is_free,
    )


def _level(said: str | None) -> int:
    return next((level for level in Cefr if level.name.casefold() == (said or "").casefold()), 0)
