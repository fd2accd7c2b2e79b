"""A search as data: what is asked, how it is sorted, which page."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from firststop.vacancies.search.documents import Group
from firststop.vacancies.search.errors import SearchRefusedError

MOST_HITS = 100
FURTHEST_KM = 500
LONGEST_TEXT = 400
#: Groups that are counted unless a search asks for others.
USUAL_FACETS = (
    Group.CONTRACT, Group.SCHEDULE, Group.TIME_BAND, Group.REMOTE, Group.LANGUAGE, Group.EXPERIENCE, Group.EDUCATION,
    Group.HOUSING, Group.PROTECTED, Group.QUOTA, Group.SOURCE,
)  # fmt: skip


class Sort(StrEnum):
    """What comes first. Ties follow the id, downwards."""

    RELEVANCE = "relevance"
    DATE = "date"
    DISTANCE = "distance"
    PAY = "pay"


@dataclass(frozen=True, slots=True)
class Circle:
    """Within `km` of a point in degrees."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One search. Values of one group widen it (any of them), groups narrow it (all of them).

    `near` keeps ads with a point in the circle. `pay_from` is a month's pay in the currency of the index, compared
    with the highest that an ad states; `keep_unknown_pay` keeps ads that state none. `hours` is percent of full time,
    (least, most), and meets an ad whose range it touches. `modified_since` is inclusive. `excluded` words are unwanted
    as if the text said "-word". `only` names the ads that are looked at, None for all. `cursor` is
    `Results.next_cursor` of the page before, of the same search; `size` may change between pages. `facets` names the
    groups that are counted.

    Raises SearchRefusedError for what no search can mean.
    """

    text: str = ""
    filters: Mapping[Group, Collection[str]] = field(default_factory=dict)
    near: Circle | None = None
    pay_from: Decimal | None = None
    keep_unknown_pay: bool = True
    hours: tuple[int, int] | None = None
    posted_within: timedelta | None = None
    modified_since: datetime | None = None
    excluded: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    sort: Sort = Sort.RELEVANCE
    size: int = 20
    cursor: str = ""
    facets: tuple[Group, ...] = USUAL_FACETS

    def __post_init__(self) -> None:
        wrong = {
            "text.length": ("/text", len(self.text) > LONGEST_TEXT),
            "size.range": ("/size", not 1 <= self.size <= MOST_HITS),
            "near.range": ("/near", self.near is not None and not _on_earth(self.near)),
            "pay_from.range": ("/pay_from", self.pay_from is not None and not _is_pay(self.pay_from)),
            "hours.range": ("/hours", self.hours is not None and not 0 <= self.hours[0] <= self.hours[1] <= 100),
            "posted_within.range": ("/posted_within", not _is_past(self.posted_within)),
            "sort.needs_point": ("/sort", self.sort is Sort.DISTANCE and self.near is None),
        }
        for rule, (pointer, broken) in wrong.items():
            if broken:
                raise SearchRefusedError(rule, pointer)

    def digest(self) -> str:
        """Return what tells two searches apart, whatever their page, its size and what is counted."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("size", "cursor", "facets")}
        said["filters"] = sorted((group, sorted(values)) for group, values in self.filters.items() if values)
        return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()[:12]


def _on_earth(circle: Circle) -> bool:
    return -90 <= circle.lat <= 90 and -180 <= circle.lon <= 180 and 0 < circle.km <= FURTHEST_KM


def _is_pay(amount: Decimal) -> bool:
    return amount.is_finite() and 0 <= amount < 10**9


def _is_past(window: timedelta | None) -> bool:
    return window is None or timedelta(0) < window <= timedelta(days=3660)
