"""The shapes that kernels take and return: tuples of whole numbers and of arrays."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
SmallInts = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Rules(NamedTuple):
    """Points by row, shares of unknown rows, and the other numbers of one version of the weights."""

    skills: int
    occupation: int
    experience: int
    education: int
    languages: int
    way: int
    pay: int
    schedule: int
    contract: int
    start: int
    unknown_skills: int
    unknown_occupation: int
    unknown_experience: int
    unknown_education: int
    unknown_languages: int
    unknown_way: int
    unknown_pay: int
    unknown_schedule: int
    unknown_contract: int
    unknown_start: int
    at_limit: int
    would_move: int
    pay_comfort: int
    pay_partly: int
    start_grace: int


class PersonFacts(NamedTuple):
    """A person's conditions: metres, hundredths of money, bit masks, day numbers; `_to` ends a run in a list beside."""

    places: int
    places_to: int
    radius: int
    moves: int
    remote: int
    floor: int
    schedules: int
    contracts: int
    licences: int
    ready: int
    education: int
    works: int
    spoken: int
    spoken_to: int
    hidden: int
    hidden_to: int
    families: int
    families_to: int


class VacancyFacts(NamedTuple):
    """A vacancy's conditions, in the same units."""

    places: int
    places_to: int
    remote: int
    pay_low: int
    pay_top: int
    schedules: int
    contracts: int
    licences: int
    start: int
    education: int
    experience: int
    asked: int
    needed: int
    works: int
    tongues: int
    tongues_to: int
    employers: int
    employers_to: int
    families: int
    families_to: int


class Shared(NamedTuple):
    """What a pair shares: skills (weight times strength), the best occupation, months in it, metres, languages."""

    total: int
    best: int
    months: int
    metres: int
    languages: int


class People(NamedTuple):
    """Facts by row, and the runs: (x, y, z), (language, level), employers to hide from, families."""

    facts: npt.NDArray[Any]
    places: Ints
    spoken: Ints
    hidden: Ints
    families: Ints


class Vacancies(NamedTuple):
    """Facts by row, and the runs: (x, y, z), (language, level, must, weight), employers, families."""

    facts: npt.NDArray[Any]
    places: Ints
    tongues: Ints
    employers: Ints
    families: Ints


class Posted(NamedTuple):
    """Rows in rising order for each concept number: `rows[pointers[c]:pointers[c + 1]]`, with values beside them."""

    pointers: Ints
    rows: SmallInts
    values: SmallInts
    months: SmallInts


class Found(NamedTuple):
    """By row what it shares with the asking side; `touched` lists the rows that share anything."""

    sums: Ints
    needed: Ints
    best: Ints
    months: Ints
    touched: Ints


class ShortList(NamedTuple):
    """The best so far; `order` ranks rows by id, `gone` marks those that are not there any more."""

    scores: Ints
    rows: Ints
    order: Ints
    gone: Flags
