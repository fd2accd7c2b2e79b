"""What a search answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from firststop.vacancies.search.marking import Marker, Range
from firststop.vacancies.search.reading import Reading


@dataclass(frozen=True, slots=True)
class Hit:
    """One ad: its id and version, how near it is to the text (1 = its title says so, 0 = no text), how far away."""

    id: str
    version: int
    score: float
    distance_km: float | None
    highlights: Mapping[str, tuple[Range, ...]]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits and the counts of the whole answer.

    `facets` is group -> value -> ads, "posted_within" by minutes; see `facets` for how groups count. `unknown_pay` is
    the number of ads that all other choices keep and that state no pay. `next_cursor` is "" on the last page.
    `marker` marks the wanted words in any other text of a hit.
    """

    total: int
    openings: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    unknown_pay: int
    next_cursor: str
    reading: Reading
    marker: Marker
