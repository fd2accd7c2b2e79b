"""Read everything at scale: pages of every size while ads change, and windows of time however they are split.

Run: python -m tools.walk [--ads 100000] [--only pages|windows]. It makes a database and an index of its own, prints one
JSON object, and exits 1 if an ad was missing or came twice.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

SEED, BATCH, DAYS, SPLITS = 2026, 2_000, 60, 100
DOOR = "/api/v1/vacancies"


def fill(number: int, now: datetime, rng: random.Random) -> set[uuid.UUID]:
    """Publish invented ads, each with one entry of the log at some moment of the last sixty days."""
    from firststop.core.changes import record_changes
    from firststop.core.models import Change
    from firststop.employers.services import name_from_feed
    from firststop.vacancies.events import TOPIC, VACANCY_PUBLISHED
    from firststop.vacancies.models import Vacancy

    firm = name_from_feed(name="Walk", number=None, scheme=None, source="walk").id
    titles = ("Повар", "Сварщик", "Медсестра", "Водитель", "Швея")
    made: set[uuid.UUID] = set()
    for start in range(0, number, BATCH):
        ads, changes = [], []
        for _ad in range(start, min(start + BATCH, number)):
            at, title = now - timedelta(seconds=rng.randrange(DAYS * 86_400)), rng.choice(titles)
            key = uuid.UUID(int=rng.getrandbits(128), version=4)
            ads.append(
                Vacancy(
                    id=key, provider="walk", reference=str(key), digest="0" * 64, status="active",
                    source_type="employer", establishment_id=firm, record={"title": title, "language": "ru"},
                    title=title, language="ru", posted_by="walk", published_at=at, modified_at=at,
                    expires_at=now + timedelta(days=90),
                )
            )  # fmt: skip
            changes.append(Change(topic=TOPIC, verb=VACANCY_PUBLISHED, subject=key, version=1, at=at))
        Vacancy.objects.bulk_create(ads)
        record_changes(changes)
        made |= {ad.id for ad in ads}
    return made


def asked(**facts: Any) -> Any:
    """Return an answer of the API."""
    from django.test import Client

    answer = Client(headers={"host": "127.0.0.1"}).get(DOOR, facts)
    if answer.status_code != 200:
        raise AssertionError(answer.content.decode())
    return answer.json()


def walk_pages(made: set[uuid.UUID], rng: random.Random) -> dict[str, Any]:
    """Read every page, of each size from 1 to 100 in turn, while ads are stopped and posted."""
    from django.utils import timezone

    from firststop.core.actor import system
    from firststop.vacancies import indexing
    from firststop.vacancies.enums import AdStatus
    from firststop.vacancies.models import Vacancy
    from firststop.vacancies.services.life import move

    sizes, by = list(range(1, 101)), system("walk")
    seen: Counter[str] = Counter()
    stopped: set[str] = set()
    began, after, requests = time.perf_counter(), "", 0
    while True:
        if requests % 100 == 0:
            rng.shuffle(sizes)
            for key in rng.sample(sorted(made), 5):
                vacancy = Vacancy.objects.get(id=key)
                if vacancy.status == AdStatus.ACTIVE:
                    move(vacancy, AdStatus.STOPPED, by=by, at=timezone.now())
                    stopped.add(str(key))
            fill(3, timezone.now() - timedelta(days=rng.randrange(DAYS)), rng)
            while indexing.step():
                pass
        page = asked(size=sizes[requests % 100], after=after, sort="date")
        seen.update(ad["id"] for ad in page["vacancies"])
        requests, after = requests + 1, page["next"] or ""
        if not after:
            break
    missing = {str(key) for key in made} - stopped - seen.keys()
    return {"requests": requests, "seen": len(seen), "stopped_meanwhile": len(stopped), "missing": len(missing),
            "twice": sum(times > 1 for times in seen.values()),
            "seconds": round(time.perf_counter() - began)}  # fmt: skip


def walk_windows(made: set[uuid.UUID], now: datetime, rng: random.Random) -> dict[str, Any]:
    """Split the sixty days at random a hundred times; read the ids of every window, and one split over the API."""
    from firststop.core.windows import changed_in, open_window
    from firststop.vacancies.events import TOPIC

    missing = twice = windows = requests = 0
    began = time.perf_counter()
    for split in range(SPLITS):
        cuts = sorted(now - timedelta(seconds=rng.uniform(0, DAYS * 86_400)) for _ in range(rng.randint(1, 6)))
        edges = [now - timedelta(days=DAYS), *cuts, now]
        told: Counter[uuid.UUID] = Counter()
        for since, until in pairwise(edges):
            windows, after, window = windows + 1, "", open_window(since, until)
            while split == 0:
                page = asked(size=100, after=after, modified_since=since.isoformat(), modified_until=until.isoformat())
                told.update(uuid.UUID(ad["id"]) for ad in page["vacancies"])
                requests, after = requests + 1, page["next"] or ""
                if not after:
                    break
            while split and window is not None:
                changed, behind = changed_in(TOPIC, window, limit=10_000)
                told.update(each.subject for each in changed)
                window = behind  # type: ignore[assignment]
        missing += len(made - told.keys())
        twice += sum(times > 1 for times in told.values())
    return {"splits": SPLITS, "windows": windows, "requests": requests, "missing": missing, "twice": twice,
            "seconds": round(time.perf_counter() - began)}  # fmt: skip


def measure(number: int, only: str | None) -> dict[str, Any]:
    """Fill a database, walk, and return what was found."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from firststop.vacancies import indexing

    call_command("migrate", verbosity=0, interactive=False)
    rng, now, began = random.Random(SEED), timezone.now(), time.perf_counter()
    made = fill(number, now, rng)
    said: dict[str, Any] = {"ads": len(made), "seed": SEED, "filled_seconds": round(time.perf_counter() - began)}
    if only != "pages":
        said["windows"] = walk_windows(made, now, rng)
    if only != "windows":
        began = time.perf_counter()
        indexing.rebuild()
        said["indexed_seconds"] = round(time.perf_counter() - began)
        said["pages"] = walk_pages(made, rng)
        indexing.writer().close()
    connections.close_all()
    return said


def main() -> int:
    """Walk as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ads", type=int, default=100_000)
    parser.add_argument("--only", choices=("pages", "windows"))
    wanted = parser.parse_args()
    from firststop.core.postgres import temporary_server

    with tempfile.TemporaryDirectory() as folder, temporary_server(Path(folder) / "db", fast=True) as url:
        os.environ |= {"DATABASE_URL": url, "FIRSTSTOP_VAR": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.development"
        said = measure(wanted.ads, wanted.only)
    print(json.dumps(said, indent=2))
    walked = [said[name] for name in ("pages", "windows") if name in said]
    return 1 if any(each["missing"] or each["twice"] for each in walked) else 0


if __name__ == "__main__":
    sys.exit(main())
