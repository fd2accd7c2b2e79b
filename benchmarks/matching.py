"""How fast people get their lists: the match index against plain numpy over dense columns, with all limits on.

The peer reckons the same score in the same whole numbers for every vacancy at once, so that both give the same lists;
`checks` holds that they did, and that a sample equals comparing pair by pair. The ratio is per CPU second.
Run: firststop bench matching [--rounds 3] [--seconds 5] [--taxonomy DIR] [--json]
"""

import csv
import math
import platform
import random
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, cycle
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np

import firststop.taxonomy
from firststop.matching.engine import (
    Cefr,
    LanguageAsk,
    MatchIndex,
    PersonVector,
    Point,
    Practice,
    RowKey,
    SkillAsk,
    VacancyVector,
    Weights,
    explain,
    load_weights,
    why_not,
)
from firststop.matching.engine.encoding import Codebook, occupation_strengths, percent, skill_strengths, skill_weights
from firststop.matching.engine.tables import people_table, vacancies_table

SEED = 2026
DAY = date(2026, 11, 25)
LIST = 20
OCCUPATIONS = 400
MINOR_GROUP = 3
STARTER = Path(firststop.taxonomy.__file__).parent / "starter"


@dataclass
class Trade:
    """An occupation with the skills that it needs."""

    id: UUID
    family: str = ""
    essential: list[UUID] = field(default_factory=list)
    optional: list[UUID] = field(default_factory=list)


def trades_of(taxonomy: Path | None) -> tuple[list[Trade], str]:
    """Return the occupations of a taxonomy folder in the ESCO layout, and what to call it."""
    folder = taxonomy or STARTER
    relations = folder / "occupationSkillRelations_en.csv"
    if not relations.is_file():
        return invented_trades(), "invented occupations and skills (no taxonomy given, and no starter found)"
    trades: dict[str, Trade] = {}
    with (folder / "occupations_en.csv").open(encoding="utf-8-sig", newline="") as file:
        family = {row["conceptUri"]: row["iscoGroup"][:MINOR_GROUP] for row in csv.DictReader(file)}
    with relations.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            uri = row["occupationUri"]
            trade = trades.setdefault(uri, Trade(uuid5(NAMESPACE_URL, uri), family.get(uri, "")))
            skills = trade.essential if row["relationType"] == "essential" else trade.optional
            skills.append(uuid5(NAMESPACE_URL, row["skillUri"]))
    kept = [trade for trade in trades.values() if len(trade.essential) >= 5]
    random.Random(SEED).shuffle(kept)
    name = f"the relations of {folder.name}" if taxonomy else "the relations of the shipped starter"
    return kept[:OCCUPATIONS], name


def invented_trades() -> list[Trade]:
    """Return occupations with skills drawn by seed, a few of them known everywhere."""
    rng = random.Random(SEED)
    skills = [UUID(int=10_000 + i) for i in range(3_000)]
    common = list(accumulate(1 / (rank + 3) for rank in range(len(skills))))
    drawn = [list(dict.fromkeys(rng.choices(skills, cum_weights=common, k=45))) for _ in range(OCCUPATIONS)]
    return [Trade(UUID(int=i + 1), str(i // 4), them[:20], them[20:]) for i, them in enumerate(drawn)]


class Country:
    """Towns and trades of uneven size, out of which people and vacancies are drawn."""

    def __init__(self, trades: Sequence[Trade], rng: random.Random) -> None:
        self.rng, self.trades = rng, trades
        self.towns = [Point(round(rng.uniform(39.5, 43), 4), round(rng.uniform(69.5, 80), 4)) for _ in range(111)]
        self.busy = list(accumulate(1 / (rank + 5) for rank in range(len(trades))))
        self.large = list(accumulate(1 / (rank + 1) for rank in range(len(self.towns))))

    def some(self, of: Sequence[UUID], share: float) -> list[UUID]:
        """Draw a share of a list."""
        return self.rng.sample(of, math.ceil(len(of) * share))

    def trade(self) -> Trade:
        """Draw a trade, busy ones more often."""
        return self.rng.choices(self.trades, cum_weights=self.busy)[0]

    def place(self) -> Point:
        """Draw a town, large ones more often."""
        return self.rng.choices(self.towns, cum_weights=self.large)[0]

    def person(self, number: int) -> PersonVector:
        """Draw a person."""
        rng, trade, other = self.rng, self.trade(), self.trade()
        skills = [*self.some(trade.essential, 0.6), *self.some(trade.optional, 0.1), *self.some(other.essential, 0.1)]
        return PersonVector(
            id=UUID(int=number), wanted={trade.id: 1.0},
            practised={trade.id: Practice(rng.randrange(120)), other.id: Practice(rng.randrange(36))},
            skills=dict.fromkeys(skills, 1.0), languages={"ky": Cefr.NATIVE, "ru": rng.choice(list(Cefr))},
            education=rng.randrange(2, 8), licences=frozenset("B" if rng.random() < 0.4 else ""), place=self.place(),
            radius_km=rng.choice((10, 25, 50)), would_move=rng.random() < 0.1, remote=rng.random() < 0.3,
            pay_floor=Decimal(rng.randrange(15, 50) * 1_000) if rng.random() < 0.8 else None,
            schedules=frozenset(rng.sample(("full_day", "shift", "flexible"), 2)),
            contracts=frozenset({"permanent", "fixed_term"}), start_from=DAY + timedelta(days=rng.randrange(60)),
            families=frozenset({trade.family, other.family}),
        )  # fmt: skip

    def vacancy(self, number: int) -> VacancyVector:
        """Draw a vacancy."""
        rng, trade = self.rng, self.trade()
        asked = {skill: SkillAsk(must=True, weight=rng.randint(3, 10)) for skill in self.some(trade.essential, 0.5)}
        asked |= {skill: SkillAsk(must=False, weight=rng.randint(1, 6)) for skill in self.some(trade.optional, 0.1)}
        low = Decimal(rng.randrange(18, 60) * 1_000) if rng.random() < 0.8 else None
        return VacancyVector(
            id=UUID(int=number), employers=frozenset({UUID(int=rng.randrange(300) + 1)}), occupations={trade.id: 1.0},
            skills=asked, languages={"ru": LanguageAsk(Cefr.B1, must=rng.random() < 0.3)},
            experience_months=rng.choice((None, 0, 12, 36)), education=rng.choice((None, 0, 3, 6)),
            licences=frozenset("B" if rng.random() < 0.1 else ""), places=(self.place(),), remote=rng.random() < 0.05,
            pay_min=low, pay_max=low * 5 / 4 if low else None,
            schedules=frozenset({rng.choice(("full_day", "shift", "flexible"))}),
            contracts=frozenset({rng.choice(("permanent", "fixed_term", "seasonal"))}),
            start=DAY + timedelta(days=rng.randrange(45)), families=frozenset({trade.family}),
        )  # fmt: skip


class Dense:
    """The peer: every vacancy reckoned for every person, in numpy over dense columns of concepts."""

    def __init__(self, vacancies: Sequence[VacancyVector], weights: Weights) -> None:
        self.vacancies, self.weights, self.book = sorted(vacancies, key=lambda it: it.id), weights, Codebook()
        self.table = vacancies_table(self.vacancies, self.book, weights)
        skills = {skill for it in vacancies for skill in it.skills}
        self.column = {skill: i for i, skill in enumerate(sorted(skills))}
        self.asked = np.zeros((len(self.column), len(vacancies)), np.float32)
        self.needed = np.zeros_like(self.asked)
        self.kin = np.array([next(iter(vacancy.families)) for vacancy in self.vacancies])
        self.offered: dict[UUID, Any] = defaultdict(lambda: np.zeros(len(vacancies), np.int64))
        for row, vacancy in enumerate(self.vacancies):
            for skill, weight, needed in skill_weights(vacancy, weights):
                self.asked[self.column[skill], row] = weight
                self.needed[self.column[skill], row] = needed
            for occupation, share in vacancy.occupations.items():
                self.offered[occupation][row] = percent(share)
        self.book.frozen = True

    def top(self, person: PersonVector) -> list[tuple[UUID, int]]:
        """Return the best vacancies with their millionths of a point."""
        known = [(self.column[it], strength) for it, strength, _ in skill_strengths(person) if it in self.column]
        columns, strengths = [it for it, _ in known], np.array([strength for _, strength in known], np.float32)
        total = (strengths @ self.asked[columns]).astype(np.int64)
        best, months = np.zeros_like(total), np.zeros_like(total)
        for occupation, strength, worked in occupation_strengths(person, self.weights):
            if occupation in self.offered:
                product = strength * self.offered[occupation]
                best, months = np.maximum(best, product), np.maximum(months, np.where(product > 0, worked, 0))
        scores = self._scores(person, total, best, months)
        half = 2 * self.needed[columns].sum(axis=0) >= np.maximum(1, self.table.facts["needed"])
        near = (best > 0) | half | np.isin(self.kin, list(person.families))
        fit = np.flatnonzero((scores >= 0) & ((total > 0) | (best > 0)) & near)
        order = fit[np.lexsort((fit, -scores[fit]))][:LIST]
        return [(self.vacancies[row].id, int(scores[row])) for row in order]

    def _scores(self, person: PersonVector, total: Any, best: Any, months: Any) -> Any:
        """Return every vacancy's score, -1 over a limit.

        In these worlds everybody has one place, hides from no employer, and is asked for one language.
        """
        of, r, full = self.table.facts, self.weights.rules, 1_000_000
        people = people_table([person], self.book)
        p = people.facts[0]
        apart = self.table.places - people.places[0]
        half = np.sqrt((apart * apart).sum(axis=1)) / (2 * 6_371_009.0)
        metres = (2 * 6_371_009.0 * np.arcsin(np.minimum(1, half)) + 0.5).astype(np.int64)
        near = full - (full - r.at_limit) * metres // p["radius"]
        way = np.where(metres <= p["radius"], near, r.would_move if p["moves"] else -1)
        way = np.where(of["remote"] == 1, full if p["remote"] else -1, way)
        level = person.languages.get("ru", 0)
        spoken = level >= self.table.tongues[:, 1]
        late = np.maximum(0, p["ready"] - of["start"])
        shares = {
            RowKey.SKILLS: full * total // np.maximum(1, 100 * of["asked"]), RowKey.OCCUPATION: best * 100,
            RowKey.EXPERIENCE: np.where(
                of["experience"] < 0, r.unknown_experience,
                np.where(months >= of["experience"], full, full * months // np.maximum(1, of["experience"]))
            ),
            RowKey.EDUCATION: np.select(
                [of["education"] == 0, of["education"] < 0], [full, r.unknown_education],
                np.where(p["education"] >= of["education"], full, 0)
            ),
            RowKey.LANGUAGES: np.where(spoken, full, np.where(self.table.tongues[:, 2] == 1, -1, 0)),
            RowKey.WAY: way, RowKey.PAY: self._pay(p["floor"]),
            RowKey.SCHEDULE: np.where(of["schedules"] & p["schedules"], full, -1),
            RowKey.CONTRACT: np.where(of["contracts"] & p["contracts"], full, -1),
            RowKey.START: np.where(late > r.start_grace, -1, full - (full - r.at_limit) * late // r.start_grace),
        }  # fmt: skip
        within = np.min(list(shares.values()), axis=0) >= 0
        score = sum(self.weights.points[row] * share for row, share in shares.items())
        return np.where(within & ((of["licences"] & ~p["licences"]) == 0), score, -1)

    def _pay(self, floor: Any) -> Any:
        of, r, full = self.table.facts, self.weights.rules, 1_000_000
        if floor == 0:
            return np.full(len(of), full)
        low, top = of["pay_low"], of["pay_top"]
        above = full * np.maximum(0, low - floor) // floor
        sure = np.where(above >= r.pay_comfort, full, r.at_limit + (full - r.at_limit) * above // r.pay_comfort)
        reached = r.pay_partly + (r.at_limit - r.pay_partly) * (top - floor) // np.maximum(1, top - low)
        return np.select([top == 0, top < floor, low >= floor], [r.unknown_pay, -1, sure], reached)


def measured(side: str, lists: Callable[[PersonVector], object], people: Iterable[PersonVector], seconds: float) -> Any:
    """Return rates and milliseconds of one round, which ends after `seconds`."""
    spent: list[float] = []
    began, began_cpu = time.perf_counter(), time.process_time()
    for person in people:
        start = time.perf_counter()
        lists(person)
        spent.append(time.perf_counter() - start)
        if time.perf_counter() - began > seconds:
            break
    wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    return {
        "side": side, "per_second": round(len(spent) / wall, 1), "per_cpu_second": round(len(spent) / cpu, 1),
        "p50_ms": round(statistics.median(spent) * 1_000, 3),
        "p95_ms": round(statistics.quantiles(spent, n=20)[18] * 1_000, 3),
    }  # fmt: skip


def equal(index: MatchIndex, peer: Dense, people: Sequence[PersonVector]) -> bool:
    """Whether both sides give everybody the same list with the same scores."""
    ours = ([(match.id, round(match.score * 1_000_000)) for match in index.top_k(person, LIST)] for person in people)
    return all(mine == peer.top(person) for mine, person in zip(ours, people, strict=True))


def equal_pair_by_pair(index: MatchIndex, vacancies: Sequence[VacancyVector], people: Sequence[PersonVector]) -> bool:
    """Whether lists equal those of comparing each pair in plain Python."""
    for person in people:
        fit = [it for it in vacancies if why_not(person, it, index.weights) is None]
        best = sorted((-explain(person, it, index.weights).total, it.id) for it in fit)[:LIST]
        if [(match.id, match.score) for match in index.top_k(person, LIST)] != [(id_, -score) for score, id_ in best]:
            return False
    return True


def run(
    rounds: int = 3,
    seconds: float = 5.0,
    taxonomy: Path | None = None,
    *,
    seekers: int = 2_000,
    vacancies: int = 10_000,
) -> dict[str, Any]:
    """Build by seed, check, measure both sides in turn, and return what `firststop bench` prints."""
    trades, called = trades_of(taxonomy)
    country, weights = Country(trades, random.Random(SEED)), load_weights(DAY)
    people = [country.person(number + 1) for number in range(seekers)]
    ads = [country.vacancy(number + 1) for number in range(vacancies)]
    began = time.perf_counter()
    index = MatchIndex.build(ads, weights=weights)
    built = time.perf_counter() - began
    listed = [len(index.top_k(person, LIST)) for person in people]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    peer = Dense(ads, weights)
    checks = {
        "equal_to_brute_force": equal_pair_by_pair(index, ads, people[:3]),
        "equal_to_peer": equal(index, peer, people),
        "lists_filled": sum(listed) >= seekers,
    }
    sides = {"ours": lambda person: index.top_k(person, LIST), "peer": peer.top}
    runs = [measured(side, lists, cycle(people), seconds) for _ in range(rounds) for side, lists in sides.items()]
    ours, theirs = (_medians([it for it in runs if it["side"] == side]) for side in sides)
    return {
        "work": f"the best {LIST} of {vacancies} vacancies for each of {seekers} people, all limits on, over {called}",
        "machine": f"{platform.machine()}, {platform.processor() or platform.system()}", "seed": SEED,
        "ours": {**ours, "peak_mb": peak, "built_seconds": round(built, 2)},
        "peer": {"name": "numpy, dense columns", "version": np.__version__, **theirs},
        "ratio": round(ours["per_cpu_second"] / theirs["per_cpu_second"], 2), "runs": runs, "checks": checks,
    }  # fmt: skip


def _medians(runs: Sequence[dict[str, Any]]) -> dict[str, float]:
    return {name: statistics.median(it[name] for it in runs) for name in runs[0] if name != "side"}
