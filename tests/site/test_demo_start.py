"""A second start of the demo hands over to the web server at once, but only where nothing has changed since."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from firststop.core.postgres import Running
from firststop.core.row_security import ROLE
from firststop.site.demo import build, database, phone
from tests.architecture.house import ROOT
from tests.journeys.instance import address_of_database, free_port


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of one file, with static files gathered."""
    package, var = tmp_path / "firststop", tmp_path / "var"
    (package / "core").mkdir(parents=True)
    (package / "core" / "money.py").write_text("ONE = 1\n")
    (var / "static").mkdir(parents=True)
    (var / "static" / "staticfiles.json").write_text("{}")
    monkeypatch.setattr(build, "PACKAGE", package)
    monkeypatch.setattr(build, "var_folder", lambda: var)
    return tmp_path


def test_the_same_files_are_the_same_build(installed: Path) -> None:
    assert build.this_build("kg") == build.this_build("kg")
    assert build.this_build("kg") != build.this_build("de")


def test_a_changed_or_added_file_is_another_build(installed: Path) -> None:
    before = build.this_build("kg")
    (installed / "firststop" / "core" / "money.py").write_text("ONE = 2 - 1\n")
    changed = build.this_build("kg")
    (installed / "firststop" / "core" / "0002_more.py").write_text("")
    assert len({before, changed, build.this_build("kg")}) == 3


def test_compiled_files_change_nothing(installed: Path) -> None:
    before = build.this_build("kg")
    (installed / "firststop" / "__pycache__").mkdir()
    (installed / "firststop" / "__pycache__" / "money.cpython-311.pyc").write_bytes(b"1")
    assert build.this_build("kg") == before


@pytest.mark.django_db(transaction=True)
def test_only_the_build_that_filled_a_database_finds_it_ready(installed: Path) -> None:
    url, ours = address_of_database(), build.this_build("kg")
    try:
        assert not build.is_ready(url, ours)
        build.keep_ready(url, ours)
        assert build.is_ready(url, ours)
        assert not build.is_ready(url, build.this_build("de"))
        (installed / "var" / "static" / "staticfiles.json").unlink()
        assert not build.is_ready(url, ours)
    finally:
        _forget(url)


@pytest.mark.django_db(transaction=True)
def test_a_demo_that_is_made_anew_finds_nothing_of_the_one_before(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, indexes = Running(address_of_database(), started=False), installed / "var" / "search"
    monkeypatch.setattr(database, "NAME", f"made_anew_{uuid.uuid4().hex}")
    monkeypatch.setattr(database, "var_folder", lambda: indexes.parent)
    mine, anothers = indexes / database.NAME, indexes / "firststop"
    for index in (mine, anothers):
        index.mkdir(parents=True)
    with psycopg.connect(database.demo_database(server).url) as before:
        before.execute("CREATE TABLE left_over ()")
    (indexes.parent / phone.NAME).write_text("a message of the one before")
    database.make_anew(server)
    try:
        with psycopg.connect(database.demo_database(server).url) as now:
            found = now.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'left_over'").fetchone()
        assert (found, mine.exists(), anothers.exists()) == ((0,), False, True)
        assert not (indexes.parent / phone.NAME).exists()
    finally:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(database.NAME)))


@pytest.mark.django_db(transaction=True)
def test_a_role_that_may_make_no_database_is_told_so_in_a_sentence(tmp_path: Path) -> None:
    url = make_conninfo(address_of_database(), options=f"-c role={ROLE}")
    surroundings = {**os.environ, "FIRSTSTOP_VAR": str(tmp_path), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "firststop.cli", "demo", "--port", str(free_port())],
        capture_output=True, text=True, check=False, timeout=120, cwd=ROOT, env=surroundings,
    )  # fmt: skip
    assert "permission denied to create database" in done.stderr
    assert "unset DATABASE_URL" in done.stderr
    assert ("Traceback" in done.stderr, done.returncode) == (False, 2)


def _forget(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        name = sql.Identifier(connections["default"].settings_dict["NAME"])
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS NULL").format(name))
