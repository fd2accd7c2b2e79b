"""One person beside one vacancy: the numbers that explanations and limits are made from, without an index."""

from dataclasses import dataclass

from firststop.matching.engine import encoding, kernels
from firststop.matching.engine.encoding import Codebook
from firststop.matching.engine.kernels import CROSSED, NOT_KNOWN
from firststop.matching.engine.keys import SCORED, RowKey
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.shapes import People, PersonFacts, Shared, Vacancies, VacancyFacts
from firststop.matching.engine.tables import people_table, vacancies_table
from firststop.matching.engine.weights import Weights

#: Points are reckoned in millionths.
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair in numbers: shares by row in millionths (CROSSED over a limit), what they were made from."""

    person: PersonVector
    vacancy: VacancyVector
    weights: Weights
    p: PersonFacts
    v: VacancyFacts
    shared: Shared
    shares: dict[RowKey, int]
    near_enough: bool
    #: The code of the person's place from which the way is shortest, where they name several.
    way_from: str

    @property
    def shares_enough(self) -> bool:
        """Whether the two share a skill or an occupation and are near enough; without that a pair is no match."""
        return self.near_enough and (self.shared.total > 0 or self.shared.best > 0)

    def earned(self, row: RowKey) -> int:
        """Millionths of a point that a row earns; none over a limit."""
        return max(self.shares[row], 0) * self.weights.points[row]

    def crosses(self, row: RowKey) -> bool:
        """Whether this row is over a hard limit."""
        return self.shares[row] == CROSSED


def compare(person: PersonVector, vacancy: VacancyVector, weights: Weights) -> Comparison:
    """Put a person beside a vacancy."""
    book = Codebook()
    people, vacancies = people_table([person], book), vacancies_table([vacancy], book, weights)
    p, v = PersonFacts(*people.facts[0].tolist()), VacancyFacts(*vacancies.facts[0].tolist())
    best, months = _occupation_shared(person, vacancy, weights)
    shared = Shared(
        total=_skills_shown(person, vacancy, weights), best=best, months=months,
        metres=int(kernels.nearest(p, v, people.places, vacancies.places)),
        languages=int(kernels.languages(p, v, people.spoken, vacancies.tongues)),
    )  # fmt: skip
    shares: dict[RowKey, int] = dict(zip(SCORED, kernels.shares(p, v, shared, weights.rules), strict=True))
    needed = sum(encoding.percent(person.skills.get(skill, 0)) > 0 for skill in encoding.needed_skills(vacancy))
    near = kernels.near_enough(best, needed, p, v, people.families, vacancies.families)
    way_from = "" if shared.metres == NOT_KNOWN else _way_from(person, p, v, people, vacancies)
    return Comparison(person, vacancy, weights, p, v, shared, shares, near, way_from)


def _way_from(person: PersonVector, p: PersonFacts, v: VacancyFacts, people: People, vacancies: Vacancies) -> str:
    """Return the code of the place that `nearest` starts from; the first one where two are equally near."""
    if len(person.places) < 2:
        return ""
    alone = [p._replace(places=i, places_to=i + 1) for i in range(p.places, p.places_to)]
    ways = [kernels.nearest(one, v, people.places, vacancies.places) for one in alone]
    return person.places[ways.index(min(ways))].code


def _skills_shown(person: PersonVector, vacancy: VacancyVector, weights: Weights) -> int:
    asked = encoding.skill_weights(vacancy, weights)
    return sum(weight * encoding.percent(person.skills.get(skill, 0)) for skill, weight, _months in asked)


def _occupation_shared(person: PersonVector, vacancy: VacancyVector, weights: Weights) -> tuple[int, int]:
    """Return the best product of two percentages, and the most months, over the occupations that both name."""
    offered = {occupation: weight for occupation, weight, _months in encoding.occupation_weights(vacancy)}
    shared = [
        (strength * offered[occupation], months)
        for occupation, strength, months in encoding.occupation_strengths(person, weights)
        if strength * offered.get(occupation, 0) > 0
    ]
    return max((product for product, _ in shared), default=0), max((months for _, months in shared), default=0)
