"""The two sides of the index: vacancies that a person asks for, people that a vacancy asks for."""

from collections.abc import Iterator

from firststop.matching.engine import encoding
from firststop.matching.engine.encoding import KILOMETRE
from firststop.matching.engine.native import compiled
from firststop.matching.engine.placing import Spot
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.segments import Named, Query, Segment
from firststop.matching.engine.shapes import Found, ShortList
from firststop.matching.engine.tables import people_table, vacancies_table


class VacancySegment(Segment[VacancyVector, PersonVector]):
    """Vacancies, asked by a person."""

    def _spot(self, record: VacancyVector) -> Spot:
        single = len(record.places) == 1 and not record.remote
        return Spot(record.id, record.places[0] if single else None)

    def _skills_of(self, record: VacancyVector) -> Iterator[Named]:
        return encoding.skill_weights(record, self.weights)

    def _occupations_of(self, record: VacancyVector) -> Iterator[Named]:
        return encoding.occupation_weights(record)

    def _tabulate(self) -> None:
        self._table = vacancies_table(self.records, self._book, self.weights)

    def _query(self, asking: PersonVector) -> Query:
        near = [] if asking.would_move else [encoding.metres_from_centre(place) for place in asking.places]
        return Query(
            encoding.skill_strengths(asking),
            encoding.occupation_strengths(asking, self.weights),
            near,
            asking.radius_km * KILOMETRE,
        )

    def _rank(self, asking: PersonVector, found: Found, short: ShortList) -> int:
        asks = people_table([asking], self._book)
        return compiled().rank_vacancies(asks, self._table, found, short, self.weights.rules)


class PeopleSegment(Segment[PersonVector, VacancyVector]):
    """People, asked by a vacancy."""

    def _spot(self, record: PersonVector) -> Spot:
        single = len(record.places) == 1 and not record.would_move
        return Spot(record.id, record.places[0] if single else None, record.radius_km * KILOMETRE)

    def _skills_of(self, record: PersonVector) -> Iterator[Named]:
        return encoding.skill_strengths(record)

    def _occupations_of(self, record: PersonVector) -> Iterator[Named]:
        return encoding.occupation_strengths(record, self.weights)

    def _tabulate(self) -> None:
        self._table = people_table(self.records, self._book)

    def _query(self, asking: VacancyVector) -> Query:
        near = [] if asking.remote else [encoding.metres_from_centre(place) for place in asking.places]
        return Query(encoding.skill_weights(asking, self.weights), encoding.occupation_weights(asking), near, 0)

    def _rank(self, asking: VacancyVector, found: Found, short: ShortList) -> int:
        asks = vacancies_table([asking], self._book, self.weights)
        return compiled().rank_people(self._table, asks, found, short, self.weights.rules)
