"""The match index: short lists both ways, from one score, exact."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from firststop.matching.engine.comparing import MILLION
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.segments import Scored
from firststop.matching.engine.sides import PeopleSegment, VacancySegment
from firststop.matching.engine.supply import Supply
from firststop.matching.engine.weights import Weights

#: A list is never longer, on either side (M-01).
LONGEST_LIST = 30


@dataclass(frozen=True, slots=True)
class Match:
    """One entry of a list: a score of 0 to 100 and whose it is."""

    id: UUID
    score: float


@dataclass(frozen=True, slots=True)
class MatchIndex:
    """Vacancies and people that can be asked for the best of each other. Never changed: a change gives a new index.

    A list holds whoever shares a skill or an occupation, is near enough and crosses no hard limit, best score first,
    equal scores by id; it is what comparing every pair would give, in whatever order the records were built from.
    Near enough is who names an occupation of the other side or one of its family, or shows at least half of the needed
    skills. So a list may be shorter than it could be, and empty: one skill that many jobs ask for, with a good way and
    good pay, would fill it with work that nobody would take and people whom nobody would call.
    """

    weights: Weights
    vacancies: Supply[VacancyVector, PersonVector]
    people: Supply[PersonVector, VacancyVector]

    @classmethod
    def build(
        cls, vacancies: Iterable[VacancyVector], people: Iterable[PersonVector] = (), *, weights: Weights
    ) -> "MatchIndex":
        """Build an index; ValueError for two vacancies, or two people, with one id."""
        return cls(weights, Supply.of(VacancySegment, vacancies, weights), Supply.of(PeopleSegment, people, weights))

    def top_k(self, person: PersonVector, k: int = LONGEST_LIST) -> list[Match]:
        """Return the `k` best vacancies for a person, who need not be in the index; ValueError unless 1 <= k <= 30."""
        return _matches(self.vacancies.top(person, _short(k)))

    def top_k_people(self, vacancy: VacancyVector, k: int = LONGEST_LIST) -> list[Match]:
        """Return the `k` best people for a vacancy, which need not be in the index; ValueError unless 1 <= k <= 30."""
        return _matches(self.people.top(vacancy, _short(k)))

    def with_changes(
        self, upserts: Iterable[PersonVector | VacancyVector] = (), removals: Collection[UUID] = ()
    ) -> "MatchIndex":
        """Return an index with some records put in or replaced, and others taken out.

        What is not there may be taken out, so that a change log can be read again. ValueError for a record given
        twice, or both put in and taken out.
        """
        records, out = list(upserts), frozenset(removals)
        if twice := [record.id for record in records if record.id in out]:
            raise ValueError(f"{twice[0]} is both put in and taken out")
        return MatchIndex(
            self.weights,
            self.vacancies.changed([it for it in records if isinstance(it, VacancyVector)], out),
            self.people.changed([it for it in records if isinstance(it, PersonVector)], out),
        )


def _short(k: int) -> int:
    if not 1 <= k <= LONGEST_LIST:
        raise ValueError(f"a list holds 1 to {LONGEST_LIST}, not {k}")
    return k


def _matches(scored: list[Scored]) -> list[Match]:
    return [Match(id_, millionths / MILLION) for millionths, id_ in scored]
