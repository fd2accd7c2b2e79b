"""Reading matches: short lists both ways, and why."""

import uuid
from dataclasses import dataclass
from datetime import date

from firststop.jobseekers.queries import facts_of
from firststop.matching.engine import Explanation, Match, explain, load_weights, why_not
from firststop.matching.indexing import live
from firststop.matching.vectors import person_vectors, vacancy_vectors
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.queries import VacancyCard, public_vacancy, vacancy_cards


@dataclass(frozen=True, slots=True)
class Fit:
    """How a person and a vacancy fit, with the limit that keeps them apart, if one does."""

    explanation: Explanation
    kept_apart_by: str | None


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
