"""One person beside one vacancy: the numbers that explanations and limits are made from, without an index."""

from dataclasses import dataclass

from firststop.matching.engine import encoding, kernels
from firststop.matching.engine.encoding import Codebook
from firststop.matching.engine.kernels import CROSSED
from firststop.matching.engine.keys import SCORED, RowKey
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.shapes import PersonFacts, Shared, VacancyFacts
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
        metres=int(kernels.nearest(p, v, vacancies.places)),
        languages=int(kernels.languages(p, v, people.spoken, vacancies.tongues)),
    )  # fmt: skip
    shares: dict[RowKey, int] = dict(zip(SCORED, kernels.shares(p, v, shared, weights.rules), strict=True))
    needed = sum(encoding.percent(person.skills.get(skill, 0)) > 0 for skill in encoding.needed_skills(vacancy))
    near = kernels.near_enough(best, needed, p, v, people.families, vacancies.families)
    return Comparison(person, vacancy, weights, p, v, shared, shares, near)


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
