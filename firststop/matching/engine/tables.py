"""Facts of many records as arrays, as the kernels read them."""

from collections.abc import Iterable, Sequence

import numpy as np

from firststop.matching.engine.encoding import Codebook, Runs, person_facts, vacancy_facts
from firststop.matching.engine.records import PersonVector, VacancyVector
from firststop.matching.engine.shapes import Ints, People, PersonFacts, Vacancies, VacancyFacts
from firststop.matching.engine.weights import Weights

PERSON = np.dtype([(name, np.int64) for name in PersonFacts._fields], align=True)
VACANCY = np.dtype([(name, np.int64) for name in VacancyFacts._fields], align=True)


def people_table(people: Iterable[PersonVector], book: Codebook) -> People:
    """Return the facts of some people, a row each."""
    runs = Runs()
    facts = np.array([person_facts(person, book, runs) for person in people], PERSON)
    lines = _lines(runs.hidden, runs.families)
    return People(facts, as_rows(runs.places, 3), as_rows(runs.spoken, 2), *lines)


def vacancies_table(vacancies: Iterable[VacancyVector], book: Codebook, weights: Weights) -> Vacancies:
    """Return the facts of some vacancies, a row each."""
    runs = Runs()
    facts = np.array([vacancy_facts(vacancy, book, weights, runs) for vacancy in vacancies], VACANCY)
    lines = _lines(runs.employers, runs.families)
    return Vacancies(facts, as_rows(runs.places, 3), as_rows(runs.tongues, 4), *lines)


def _lines(*runs: list[int]) -> tuple[Ints, ...]:
    return tuple(np.array(run, np.int64) for run in runs)


def as_rows(entries: Sequence[Sequence[int]], columns: int) -> Ints:
    """Return entries as an array of that many columns, also where there are none."""
    return np.array(entries, np.int64).reshape(-1, columns)
