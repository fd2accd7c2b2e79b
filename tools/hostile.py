"""Load hostile lists of codes by the product's own command: its memory, and searching before and after (SR-10).

Run: python -m tools.hostile [--taxonomy DIR], on a quiet machine. It makes a database and an index of its own, and
prints one JSON object: for each list how the command ended, how many words it took in, and how much more memory it took
at its highest than before; and the 95th percentile of suggestions and of searches for ads, before and after.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SEED, ASKED, ADS, ROUNDS = 2026, 400, 5_000, 3
HEADS = {
    "occupations_en.csv": "conceptUri,iscoGroup,preferredLabel,altLabels,description",
    "skills_en.csv": "conceptUri,skillType,preferredLabel,altLabels,description",
    "occupationSkillRelations_en.csv": "occupationUri,relationType,skillUri",
    "broaderRelationsOccPillar_en.csv": "conceptUri,broaderUri",
}
#: `firststop taxonomy load` in a process of its own; last it says how much memory it took (`ru_maxrss` would not do: a
#: process starts with its parent's).
CHILD = """
import atexit, json, sys
import django
django.setup()
import firststop.taxonomy.cli
from firststop.cli import main
def most():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = most()
atexit.register(lambda: print(json.dumps({"mb": round(most() - before)}), file=sys.stderr))
sys.argv = ["firststop", "taxonomy", "load", sys.argv[1], "--source", sys.argv[2], "--json"]
main()
"""
Rows = Iterator[tuple[str, ...]]


def work(list_of: str, number: int, label: Callable[[int], str], others: Callable[[int], str] = lambda _n: "") -> Rows:
    """Yield rows of occupations."""
    return ((f"urn:{list_of}:{n}", "7531", label(n), others(n), "") for n in range(number))


def lists() -> dict[str, dict[str, Rows]]:
    """Return hostile folders: names of tables with their rows."""
    ring = 5_000
    return {
        "circle": {
            "occupations_en.csv": work("ring", ring, lambda n: f"ring {n}"),
            "broaderRelationsOccPillar_en.csv": ((f"urn:ring:{n}", f"urn:ring:{(n + 1) % ring}") for n in range(ring)),
        },
        "too large": {"occupations_en.csv": work("large", 2_500_000, lambda n: f"work {n}")},
        "formulas": {"occupations_en.csv": work("sums", 5_000, lambda n: f"=HYPERLINK({n})")},
        "look-alike letters": {"occupations_en.csv": work("alike", 5_000, lambda n: f"sеllеr оf thе kind {n}")},
        "as large as is let in": {
            "occupations_en.csv": work(
                "full", 3_000, lambda n: f"engineer {n}", lambda n: "\n".join(wordy(n, m) for m in range(58))
            )
        },
    }


def wordy(n: int, m: int) -> str:
    """Return a label as long as is let in, of words that people type."""
    return f"{n} {m} cook driver seller welder " * 14


def write(folder: Path, tables: dict[str, Rows]) -> Path:
    """Write a folder in ESCO's layout; a table without rows has its head."""
    folder.mkdir()
    for name, head in HEADS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(f"{head}\n")
            csv.writer(file).writerows(tables.get(name, ()))
    return folder


def load(folder: Path, source: str) -> dict[str, Any]:
    """Load a folder in a process of its own; return its exit status, its largest extra memory in MB and its time."""
    began = time.perf_counter()
    command = [sys.executable, "-c", CHILD, str(folder), source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 1 and not done.stdout:
        raise AssertionError(done.stderr)
    said = json.loads(done.stdout) if done.stdout else {}
    return {
        "status": done.returncode,
        "seconds": round(time.perf_counter() - began),
        "words": sum(said.get("labels", {}).values()),
        "refused": said.get("refused"),
        **json.loads(done.stderr.strip().splitlines()[-1]),
    }


def p95_ms(ask: Callable[[str], object], texts: list[str]) -> float:
    """Return the 95th percentile in milliseconds, the median of three rounds, after a warm one."""
    rounds = []
    for _round in range(ROUNDS + 1):
        times = []
        for text in texts:
            began = time.perf_counter()
            ask(text)
            times.append(time.perf_counter() - began)
        rounds.append(sorted(times)[int(len(times) * 0.95)] * 1000)
    return round(sorted(rounds[1:])[ROUNDS // 2], 1)


def searching(texts: list[str]) -> dict[str, float]:
    """Return how long suggestions and searches take, asked at the API."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})

    def door(address: str, name: str) -> Callable[[str], object]:
        def ask(text: str) -> None:
            answer = client.get(address, {name: text})
            if answer.status_code != 200:
                raise AssertionError(answer.content.decode())

        return ask

    return {
        "suggestions": p95_ms(door("/api/v1/occupations", "text"), texts),
        "ads": p95_ms(door("/api/v1/vacancies", "q"), texts),
    }


def measure(taxonomy: Path | None, folder: Path) -> dict[str, Any]:
    """Fill a database, ask, load what is hostile, ask again."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from firststop.taxonomy.models import Label
    from firststop.vacancies import indexing
    from tools.walk import fill

    call_command("migrate", verbosity=0, interactive=False)
    rng = random.Random(SEED)
    kinds = [load(taxonomy, "esco")] if taxonomy else []
    kinds.append(load(Path("firststop/taxonomy/starter"), "firststop"))
    fill(ADS, timezone.now(), rng)
    indexing.rebuild()
    labels = Label.objects.filter(concept__kind="occupation", language="en").order_by("concept", "text")
    names = rng.sample(list(labels.values_list("text", flat=True)), ASKED)
    texts = [text[: rng.randint(3, len(text))] for text in names]
    before = searching(texts)
    told = {name: load(write(folder / name, tables), name.replace(" ", "-")[:20]) for name, tables in lists().items()}
    return {"loaded": kinds, "hostile": told, "p95_ms": {"before": before, "after": searching(texts)}}


def main() -> int:
    """Measure as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taxonomy", type=Path)
    wanted = parser.parse_args()
    from firststop.core.postgres import temporary_server

    with tempfile.TemporaryDirectory() as name, temporary_server(Path(name) / "db", fast=True) as url:
        os.environ |= {"DATABASE_URL": url, "FIRSTSTOP_VAR": name}
        os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.development"
        said = measure(wanted.taxonomy, Path(name))
    print(json.dumps(said, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
