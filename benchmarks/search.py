"""How fast vacancies are found: mixed searches, each with its page of 20 and all its counts, on one thread.

The peer will be PostgreSQL's text search on the same ads; until it is written, `peer` and `ratio` are null and say so.
Run: python -m benchmarks.search [--ads 100000] [--rounds 3] [--seconds 10] [--json]
"""

import argparse
import itertools
import json
import platform
import random
import resource
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from firststop.vacancies.search import Circle, Group, Query, SearchDocument, SearchIndex, Sort

SEED = 2026
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
BATCH = 5_000
TRADES = (
    ("Повар", "Cook", "Ашпозчу"), ("Сварщик", "Welder", "Ширетүүчү"), ("Медсестра", "Nurse", "Медайым"),
    ("Водитель", "Driver", "Айдоочу"), ("Бухгалтер", "Accountant", "Бухгалтер"),
    ("Продавец", "Shop assistant", "Сатуучу"),
    ("Учитель", "Teacher", "Мугалим"), ("Электрик", "Electrician", "Электрик"), ("Швея", "Sewing machinist", "Тигүүчү"),
    ("Охранник", "Security guard", "Күзөтчү"), ("Программист С++", "C++ developer", "Программист"),
    ("Уборщица", "Cleaner", "Тазалоочу"), ("Кассир", "Cashier", "Кассир"), ("Грузчик", "Loader", "Жүк ташуучу"),
    ("Врач-терапевт", "General practitioner", "Дарыгер"), ("Парикмахер", "Hairdresser", "Чач тарач"),
)  # fmt: skip
EXTRAS = (
    "",
    " в ночную смену",
    ", 5 разряд",
    " без опыта",
    " (вахта)",
    " на полный день",
    ", срочно",
    " в центр города",
)
SYLLABLES = ("ра", "бо", "та", "ко", "ми", "не", "ли", "су", "по", "ва", "ди", "ре", "ша", "го", "ме", "ту")
TYPED = (
    "повар", "сварщик", "svarshchik", "медсестра", "medsestra", "nurse", "водитель", "айдоочу", "c++", "С++",
    "бухгалтр", "повар без ночных смен", "teacher", "учителя", "электрик -вахта", "кассир", "тигуучу",
    "водитель без опыта", "\"врач терапевт\"", "продавца",
)  # fmt: skip


@dataclass(frozen=True)
class Town:
    """A place that ads lie in."""

    code: str
    lat: float
    lon: float


def make_towns(rng: random.Random) -> list[Town]:
    """Return 120 places in and around Kyrgyzstan."""
    return [Town(f"T{i}", round(rng.uniform(39.5, 43), 5), round(rng.uniform(69.5, 80), 5)) for i in range(120)]


def make_ads(count: int, seed: int = SEED) -> Iterator[SearchDocument]:
    """Yield `count` invented ads, the same for the same seed; descriptions of 60 to 120 words out of 20,000."""
    rng = random.Random(seed)
    towns = make_towns(rng)
    vocabulary = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _ in range(20_000)]
    common = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
    for number in range(count):
        trade, town = rng.randrange(len(TRADES)), rng.choice(towns)
        language = rng.choices((0, 1, 2), (7, 1, 2))[0]
        pay = Decimal(rng.randrange(12, 90) * 1_000) if rng.random() < 0.8 else None
        posted = NOW - timedelta(minutes=rng.randrange(60 * 24 * 60))
        yield SearchDocument(
            id=str(uuid.UUID(int=rng.getrandbits(128), version=4)), version=1,
            title=TRADES[trade][language] + rng.choice(EXTRAS), language=("ru", "en", "ky")[language],
            description=" ".join(rng.choices(vocabulary, cum_weights=common, k=rng.randint(60, 120))),
            employer=f"ОсОО «{rng.choice(vocabulary).title()}»", isco=str(1111 + 97 * trade),
            occupations=(f"o{trade}",), occupation_words=TRADES[trade],
            places=("KG", f"R{number % 9}", town.code), points=((town.lat, town.lon),),
            contract=rng.choice(("permanent", "fixed_term", "seasonal", "")),
            schedule=rng.choice(("full_day", "shift")),
            time_band=rng.choice(("full_time", "part_time")), remote=rng.choices(("none", "full"), (9, 1))[0],
            housing=rng.choices(("none", "dormitory"), (9, 1))[0], experience=rng.choices(("none", "1-3"), (3, 7))[0],
            education=str(rng.randrange(2, 7)), quota=rng.random() < 0.05, source_type="employer", pay_min=pay,
            published_at=posted, modified_at=posted, openings=rng.randrange(1, 5),
        )  # fmt: skip


def make_queries(seed: int = SEED, count: int = 400) -> list[Query]:
    """Return mixed searches: words alone, with filters, in a radius, by pay, by distance, without words."""
    rng = random.Random(seed)
    towns = make_towns(random.Random(seed))
    queries = []
    for number in range(count):
        town = rng.choice(towns)
        facts: dict[str, Any] = {"text": rng.choice(TYPED) if rng.random() < 0.85 else ""}
        if rng.random() < 0.3:
            facts["filters"] = {Group.CONTRACT: {"permanent", "fixed_term"}, Group.SCHEDULE: {"full_day"}}
        if rng.random() < 0.3:
            facts["near"] = Circle(town.lat, town.lon, rng.choice((10, 30, 100)))
            facts["sort"] = rng.choice((Sort.RELEVANCE, Sort.DISTANCE))
        if rng.random() < 0.2:
            facts["pay_from"] = Decimal(30_000)
        if number % 10 == 0:
            facts["posted_within"] = timedelta(days=7)
        queries.append(Query(**facts))
    return queries


def build(folder: Path, ads: int) -> tuple[SearchIndex, float]:
    """Return a filled index and the seconds that it took."""
    index = SearchIndex.open(folder)
    began = time.perf_counter()
    made = make_ads(ads)
    for batch in iter(lambda: list(itertools.islice(made, BATCH)), []):
        index.apply(batch, (), "bench")
    return index, time.perf_counter() - began


def run(index: SearchIndex, queries: Sequence[Query], seconds: float) -> dict[str, Any]:
    """Return rates and milliseconds of one round, which ends after `seconds`."""
    spent = []
    began, cpu = time.perf_counter(), time.process_time()
    for query in itertools.cycle(queries):
        start = time.perf_counter()
        index.search(query, NOW)
        spent.append(time.perf_counter() - start)
        if time.perf_counter() - began > seconds:
            break
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    cuts = statistics.quantiles(spent, n=20)
    return {"side": "ours", "per_second": round(len(spent) / wall, 1), "per_cpu_second": round(len(spent) / cpu, 1),
            "p50_ms": round(cuts[9] * 1000, 2), "p95_ms": round(cuts[18] * 1000, 2)}  # fmt: skip


def check(index: SearchIndex, count: int) -> dict[str, bool]:
    """Compare totals with a plain count of the ads, and look every spelling of a trade up."""
    kept = list(make_ads(count))
    rich = Query(filters={Group.CONTRACT: {"permanent"}, Group.REMOTE: {"full"}}, pay_from=Decimal(40_000))
    wanted = [ad for ad in kept if ad.contract == "permanent" and ad.remote == "full"
              and (ad.pay_min is None or ad.pay_min >= 40_000)]  # fmt: skip
    trades = [index.search(Query(text=name, facets=()), NOW).total for trade in TRADES for name in trade]
    least = min(sum(ad.occupations == (f"o{i}",) for ad in kept) for i in range(len(TRADES)))
    return {"equal_to_brute_force": index.search(rich, NOW).total == len(wanted), "found": min(trades) >= least}


def main() -> int:
    """Build, check, measure, print; 1 if a check failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ads", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    queries = make_queries()
    with tempfile.TemporaryDirectory() as folder:
        index, built = build(Path(folder), asked.ads)
        checks = check(index, asked.ads)
        run(index, queries, min(asked.seconds, 2.0))
        runs = [run(index, queries, asked.seconds) for _ in range(asked.rounds)]
        index.close()
    middle = {name: statistics.median(r[name] for r in runs) for name in runs[0] if name != "side"}
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    said = {
        "work": f"{len(queries)} mixed searches with facets over {asked.ads} invented ads (no taxonomy loaded)",
        "machine": f"{platform.machine()}, {platform.processor() or platform.system()}", "seed": SEED,
        "ours": {**middle, "peak_mb": peak, "indexed_per_second": round(asked.ads / built)},
        "peer": None, "peer_missing": "PostgreSQL text search is not measured yet", "ratio": None,
        "runs": runs, "checks": checks,
    }  # fmt: skip
    print(json.dumps(said) if asked.json else json.dumps(said, indent=2))
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
