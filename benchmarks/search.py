"""How fast vacancies are found: mixed searches, each with its page of 20 and all its counts, on one thread.

The peer is PostgreSQL's text search on the same ads and searches, with indexes on words, date and place, one process
without parallel workers. It counts each group among the hits (ours counts it as if it had no choice yet, which is more
work), and knows neither typing slips nor other scripts. The ratio is per second of the clock.
Run: firststop bench search [--rounds 3] [--seconds 10] [--taxonomy DIR] [--json]
"""

import csv
import itertools
import os
import platform
import random
import resource
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from firststop.core.postgres import temporary_server
from firststop.vacancies.search import Circle, Group, Query, SearchDocument, SearchIndex, Sort

Run = dict[str, Any]
#: The names of occupations, each in Russian, English and Kyrgyz.
Trades = Sequence[tuple[str, ...]]
LANGUAGES = ("ru", "en", "ky")
SEED = 2026
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
BATCH = 5_000
TRADES: Trades = (
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


def trades_of(folder: Path) -> Trades:
    """Return as many occupations of a folder in the ESCO layout as `TRADES` has, drawn by seed.

    Their names are one word each, so that whoever types one looks for nothing else; English stands in for a language
    that the folder lacks. OSError where it has too few.
    """
    names = {language: _names(folder / f"occupations_{language}.csv") for language in LANGUAGES}
    known = [tuple(names[it].get(uri, name) for it in LANGUAGES) for uri, name in names["en"].items()]
    fit = [trade for trade in known if all(name.isalpha() for name in trade)]
    if len(fit) < len(TRADES):
        raise OSError(f"{folder} has {len(fit)} occupations whose name is one word; the benchmark needs {len(TRADES)}.")
    return random.Random(SEED).sample(fit, len(TRADES))


def _names(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return {row["conceptUri"]: row["preferredLabel"] for row in csv.DictReader(opened) if row["preferredLabel"]}


def typed_of(trades: Trades) -> Sequence[str]:
    """Return what people type for trades: their names, and each with a letter missing."""
    names = [name.lower() for trade in trades for name in trade]
    return [*names, *(name[:-2] + name[-1] for name in names)]


@dataclass(frozen=True)
class Town:
    """A place that ads lie in."""

    code: str
    lat: float
    lon: float


def make_towns(rng: random.Random) -> list[Town]:
    """Return 120 places in and around Kyrgyzstan."""
    return [Town(f"T{i}", round(rng.uniform(39.5, 43), 5), round(rng.uniform(69.5, 80), 5)) for i in range(120)]


def make_ads(count: int, trades: Trades = TRADES, seed: int = SEED) -> Iterator[SearchDocument]:
    """Yield `count` invented ads, the same for the same seed; descriptions of 60 to 120 words out of 20,000."""
    rng = random.Random(seed)
    towns = make_towns(rng)
    vocabulary = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _ in range(20_000)]
    common = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
    for number in range(count):
        trade, town = rng.randrange(len(trades)), rng.choice(towns)
        language = rng.choices((0, 1, 2), (7, 1, 2))[0]
        pay = Decimal(rng.randrange(12, 90) * 1_000) if rng.random() < 0.8 else None
        posted = NOW - timedelta(minutes=rng.randrange(60 * 24 * 60))
        yield SearchDocument(
            id=str(uuid.UUID(int=rng.getrandbits(128), version=4)), version=1,
            title=trades[trade][language] + rng.choice(EXTRAS), language=LANGUAGES[language],
            description=" ".join(rng.choices(vocabulary, cum_weights=common, k=rng.randint(60, 120))),
            employer=f"ОсОО «{rng.choice(vocabulary).title()}»", isco=str(1111 + 97 * trade),
            occupations=(f"o{trade}",), occupation_words=tuple(trades[trade]),
            places=("KG", f"R{number % 9}", town.code), points=((town.lat, town.lon),),
            contract=rng.choice(("permanent", "fixed_term", "seasonal", "")),
            schedule=rng.choice(("full_day", "shift")),
            time_band=rng.choice(("full_time", "part_time")), remote=rng.choices(("none", "full"), (9, 1))[0],
            housing=rng.choices(("none", "dormitory"), (9, 1))[0], experience=rng.choices(("none", "1-3"), (3, 7))[0],
            education=str(rng.randrange(2, 7)), quota=rng.random() < 0.05, source_type="employer", pay_min=pay,
            published_at=posted, modified_at=posted, openings=rng.randrange(1, 5),
        )  # fmt: skip


def make_queries(typed: Sequence[str] = TYPED, seed: int = SEED, count: int = 400) -> list[Query]:
    """Return mixed searches: words alone, with filters, in a radius, by pay, by distance, without words."""
    rng = random.Random(seed)
    towns = make_towns(random.Random(seed))
    queries = []
    for number in range(count):
        town = rng.choice(towns)
        facts: dict[str, Any] = {"text": rng.choice(typed) if rng.random() < 0.85 else ""}
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


def build(folder: Path, ads: int, trades: Trades = TRADES) -> tuple[SearchIndex, float]:
    """Return a filled index and the seconds that it took."""
    index = SearchIndex.open(folder)
    began = time.perf_counter()
    made = make_ads(ads, trades)
    for batch in iter(lambda: list(itertools.islice(made, BATCH)), []):
        index.apply(batch, (), "bench")
    return index, time.perf_counter() - began


GROUPS = ("contract", "schedule", "time_band", "remote", "language", "experience", "education", "housing", "quota",
          "source_type")  # fmt: skip
TABLE = f"""
    CREATE EXTENSION IF NOT EXISTS cube;
    CREATE EXTENSION IF NOT EXISTS earthdistance;
    CREATE TABLE raw (id uuid, published timestamptz, pay numeric, openings int, lat float8, lon float8,
        {", ".join(f"{name} text" for name in GROUPS)}, title text, other text, description text);
"""
INDEXES = f"""
    CREATE TABLE ads AS SELECT id, published, pay, openings, lat, lon, {", ".join(GROUPS)},
        setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('russian', other), 'B') || setweight(to_tsvector('english', other), 'B')
        || setweight(to_tsvector('russian', description), 'D') AS words
        FROM raw;
    DROP TABLE raw;
    CREATE INDEX ON ads USING gin (words);
    CREATE INDEX ON ads (published DESC);
    CREATE INDEX ON ads USING gist (ll_to_earth(lat, lon));
"""  # noqa: S608 - our own names
TYPED_WORDS = "(websearch_to_tsquery('russian', %(text)s) || websearch_to_tsquery('english', %(text)s))"
HERE = "ll_to_earth(%(lat)s, %(lon)s)"


class Postgres:
    """The peer: one backend that answers the same searches."""

    def __init__(self, url: str, ads: int, trades: Trades = TRADES) -> None:
        self.session = psycopg.connect(url, autocommit=True)
        self.session.execute(TABLE)
        with self.session.cursor().copy("COPY raw FROM STDIN") as copy:
            for ad in make_ads(ads, trades):
                copy.write_row(self.row(ad))
        self.session.execute(INDEXES)
        self.session.execute("VACUUM ANALYZE ads")
        self.session.execute("SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '64MB'")
        self.pid = self.session.info.backend_pid
        self.version = str(self.session.info.parameter_status("server_version"))

    @staticmethod
    def row(ad: SearchDocument) -> tuple[Any, ...]:
        """Return an ad as a row of the table."""
        (lat, lon), other = ad.points[0], " ".join((*ad.occupation_words, ad.employer))
        groups = (ad.contract, ad.schedule, ad.time_band, ad.remote, ad.language, ad.experience, ad.education,
                  ad.housing, "yes" if ad.quota else "", ad.source_type)  # fmt: skip
        return (ad.id, ad.published_at, ad.pay_min, ad.openings, lat, lon, *groups, ad.title, other, ad.description)

    def search(self, query: Query) -> tuple[int, list[Any]]:
        """Return the total and the counts of a search, with its page in one of them."""
        holds = ["true"]
        facts: dict[str, Any] = {"text": query.text, "from": query.pay_from}
        if query.text:
            holds.append(f"words @@ {TYPED_WORDS}")
        for group, values in query.filters.items():
            holds.append(f"{group.value} = ANY(%({group.value})s)")
            facts[group.value] = list(values)
        if query.near is not None:
            facts |= {"lat": query.near.lat, "lon": query.near.lon, "m": query.near.km * 1000}
            holds.append(f"earth_box({HERE}, %(m)s) @> ll_to_earth(lat, lon)")
            holds.append(f"earth_distance({HERE}, ll_to_earth(lat, lon)) <= %(m)s")
        if query.pay_from is not None:
            holds.append("(pay >= %(from)s OR pay IS NULL)")
        if query.posted_within is not None:
            facts["since"] = NOW - query.posted_within
            holds.append("published >= %(since)s")
        rows = self.session.execute(self.statement(query, " AND ".join(holds)), facts).fetchall()
        return next((row[-3] for row in rows if row[-1] is not None), 0), rows

    def statement(self, query: Query, holds: str) -> str:
        """Return the statement: hits once, then the page and every count from them."""
        order = "published DESC"
        if query.sort is Sort.DISTANCE:
            order = f"earth_distance({HERE}, ll_to_earth(lat, lon))"
        elif query.text:
            order = f"ts_rank(words, {TYPED_WORDS}) DESC, published DESC"
        named, everything = ", ".join(GROUPS), (1 << len(GROUPS)) - 1
        whole = f"grouping({named}) = {everything}"
        return f"""
            WITH hits AS MATERIALIZED (SELECT * FROM ads WHERE {holds}),
                 page AS (SELECT id FROM hits ORDER BY {order}, id LIMIT 20)
            SELECT {named}, count(*), sum(openings),
                   CASE WHEN {whole} THEN coalesce((SELECT array_agg(id) FROM page), '{{}}') END
            FROM hits GROUP BY GROUPING SETS ({", ".join(f"({name})" for name in GROUPS)}, ())
        """  # noqa: S608 - our own names; what people type travels as parameters

    def cpu(self) -> float:
        """Return the CPU seconds of the backend so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


Side = Callable[[Query], object]


def measure(name: str, side: Side, other_cpu: Callable[[], float], queries: Sequence[Query], seconds: float) -> Run:
    """Return rates and milliseconds of one round, which ends after `seconds`; `other_cpu` adds another process."""
    spent = []
    began, cpu = time.perf_counter(), time.process_time() + other_cpu()
    for query in itertools.cycle(queries):
        start = time.perf_counter()
        side(query)
        spent.append(time.perf_counter() - start)
        if time.perf_counter() - began > seconds:
            break
    wall, cpu = time.perf_counter() - began, time.process_time() + other_cpu() - cpu
    cuts = statistics.quantiles(spent, n=20)
    return {"side": name, "per_second": round(len(spent) / wall, 1), "per_cpu_second": round(len(spent) / cpu, 1),
            "p50_ms": round(cuts[9] * 1000, 2), "p95_ms": round(cuts[18] * 1000, 2)}  # fmt: skip


def check(index: SearchIndex, peer: Postgres, count: int, trades: Trades = TRADES) -> dict[str, bool]:
    """Compare totals with a plain count of the ads and with the peer, and look every spelling of a trade up."""
    kept = list(make_ads(count, trades))
    rich = Query(filters={Group.CONTRACT: {"permanent"}, Group.REMOTE: {"full"}}, pay_from=Decimal(40_000))
    wanted = [ad for ad in kept if ad.contract == "permanent" and ad.remote == "full"
              and (ad.pay_min is None or ad.pay_min >= 40_000)]  # fmt: skip
    found_by_name = [index.search(Query(text=name, facets=()), NOW).total for trade in trades for name in trade]
    least = min(sum(ad.occupations == (f"o{i}",) for ad in kept) for i in range(len(trades)))
    found = index.search(rich, NOW).total
    return {
        "equal_to_brute_force": found == len(wanted),
        "equal_to_peer": found == peer.search(rich)[0],
        "found": min(found_by_name) >= least,
    }


def run(rounds: int = 3, seconds: float = 10.0, taxonomy: Path | None = None, *, ads: int = 100_000) -> dict[str, Any]:
    """Build by seed, check, measure both sides in turn, and return what `firststop bench` prints."""
    trades = trades_of(taxonomy) if taxonomy else TRADES
    queries = make_queries(typed_of(trades) if taxonomy else TYPED)
    with tempfile.TemporaryDirectory() as folder, temporary_server(Path(folder) / "peer", fast=True) as url:
        index, built = build(Path(folder) / "index", ads, trades)
        peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        peer = Postgres(url, ads, trades)
        checks = check(index, peer, ads, trades)
        sides: dict[str, tuple[Side, Callable[[], float]]] = {
            "ours": (lambda query: index.search(query, NOW), lambda: 0.0),
            "peer": (peer.search, peer.cpu),
        }
        for name, (side, cpu) in sides.items():
            measure(name, side, cpu, queries, min(seconds, 2.0))
        runs = [measure(name, *sides[name], queries, seconds) for _round in range(rounds) for name in sides]
        index.close()
        peer.session.close()
    named = f"occupations of {taxonomy.name}" if taxonomy else "occupations of its own (no taxonomy given)"
    ours, theirs = (_medians([it for it in runs if it["side"] == name]) for name in sides)
    return {
        "work": f"{len(queries)} mixed searches with facets over {ads} invented ads for {len(trades)} {named}",
        "machine": f"{platform.machine()}, {platform.processor() or platform.system()}", "seed": SEED,
        "ours": {**ours, "peak_mb": peak, "indexed_per_second": round(ads / built)},
        "peer": {"name": "PostgreSQL text search", "version": peer.version, **theirs},
        "ratio": round(ours["per_second"] / theirs["per_second"], 2), "runs": runs, "checks": checks,
    }  # fmt: skip


def _medians(runs: Sequence[Run]) -> dict[str, float]:
    return {name: statistics.median(it[name] for it in runs) for name in runs[0] if name != "side"}
