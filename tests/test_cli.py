"""The command line: whatever goes wrong is a sentence and a status, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

#: What a country's installation is started with.
COUNTRY = {
    "DJANGO_SETTINGS_MODULE": "firststop.config.settings.production",
    "DATABASE_URL": "postgresql://firststop@db.example/firststop",
    "FIRSTSTOP_SECRET_KEY": "x" * 50,
    "FIRSTSTOP_HOSTS": "work.example",
}
#: What is typed, what the surroundings say, and what is answered.
WRONG: list[tuple[list[str], dict[str, str], str]] = [
    (["taxonomy", "coverage"], {"DATABASE_URL": "garbage"}, "firststop: DATABASE_URL is no PostgreSQL address."),
    (["taxonomy", "coverage"], {"DATABASE_URL": "mysql://a/b"}, "firststop: DATABASE_URL is no PostgreSQL address."),
    (["taxonomy", "coverage"], {"FIRSTSTOP_VAR": "/proc/nowhere"}, "firststop: /proc/nowhere: No such file"),
    (["taxonomy", "load", "/nowhere"], {}, "firststop: /nowhere has no occupations_en.csv"),
    (["taxonomy", "load", "/nowhere/places.csv"], {}, "firststop: /nowhere/places.csv: No such file"),
    (["serve", "--port", "99999"], {}, "Invalid value for '--port'"),
    (["serve", "--host", "203.0.113.9", "--port", "8000"], {}, "firststop: Nobody can listen at 203.0.113.9:8000"),
    (["demo", "--port", "0"], {}, "Invalid value for '--port'"),
    (["demo", "--country", "zz", "--port", "8917"], {}, "firststop: there is no country pack 'zz'"),
    (["vacancies", "import", "--source", "luck", "/"], {}, "firststop: there is no source 'luck'"),
    (["vacancies", "import", "--source", "jobtech", "/nowhere"], {}, "firststop: there is no file or folder /nowhere"),
    (
        ["vacancies", "import", "--source", "jobtech", "--dry-run", "--report", "/nowhere/r.csv", "/etc/hostname"],
        {},
        "firststop: --report /nowhere/r.csv: no such file or directory",
    ),
    (
        ["vacancies", "import", "--source", "jobtech", "--dry-run", "--records", "/", "/etc/hostname"],
        {},
        "firststop: --records /: is a directory",
    ),
    (
        ["vacancies", "import", "--source", "jobtech", "--dry-run", "--report", "r.xml", "/etc/hostname"],
        {},
        "firststop: --report r.xml: its name ends in .csv or .json",
    ),
    (["taxonomy", "coverage"], {**COUNTRY, "DATABASE_URL": ""}, "firststop: Production needs DATABASE_URL"),
    (["taxonomy", "coverage"], {**COUNTRY, "FIRSTSTOP_SECRET_KEY": ""}, "firststop: Production needs FIRSTSTOP_SECRET"),
    (["manage", "check"], {**COUNTRY, "FIRSTSTOP_SECRET_KEY": "x" * 49}, "firststop: Production needs FIRSTSTOP_SEC"),
    (["manage", "check"], {**COUNTRY, "FIRSTSTOP_HOSTS": " ,"}, "firststop: Production needs FIRSTSTOP_HOSTS"),
    (["manage", "check"], {**COUNTRY, "FIRSTSTOP_PROXIES": "two"}, "firststop: FIRSTSTOP_PROXIES is the number"),
    (["setting", "luck"], {}, "firststop: there is no setting 'luck'; there are casework."),
    (["setting", "core.draft_days", "9"], {}, "firststop: an order needs NAME, VALUE, --since DATE and"),
    (["manage", "check"], {"FIRSTSTOP_COUNTRY": "zz"}, "firststop: FIRSTSTOP_COUNTRY: there is no country pack 'zz'"),
    (["taxonomy", "coverage"], {"FIRSTSTOP_MAIL": "nonsense"}, "firststop: FIRSTSTOP_MAIL is not an address"),
]


@pytest.mark.parametrize(("typed", "surroundings", "said"), WRONG)
def test_a_wrong_call_gets_a_sentence_and_status_two(
    typed: list[str], surroundings: dict[str, str], said: str, tmp_path: Path
) -> None:
    clean = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    done = subprocess.run(
        [sys.executable, "-m", "firststop.cli", *typed],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**clean, "FIRSTSTOP_VAR": str(tmp_path), **surroundings},
    )
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert not (tmp_path / "postgres").exists(), "a wrong call starts no database"
