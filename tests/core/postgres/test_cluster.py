"""How the data is made, what holds while the server runs, and what is refused."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from firststop.core import postgres
from firststop.core.postgres import identity, log
from firststop.core.postgres.binaries import Binaries
from firststop.core.postgres.errors import BinariesError, DiskError, StartError, VersionError
from firststop.core.postgres.places import place_of
from tests.core.postgres.servers import ask, changed, do, runs

OTHER = "PostgreSQL 15; this Firststop brings PostgreSQL 18"
DURABLE = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "data_checksums": "on",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "server_encoding": "UTF8",
    "TimeZone": "UTC",
    "listen_addresses": "",
}


def test_the_defaults_are_durable_and_modest(made: Path) -> None:
    url = postgres.ensure_running().url
    with psycopg.connect(url) as connection:
        shown = connection.execute("SELECT name, current_setting(name) FROM pg_settings").fetchall()
    assert {name: value for name, value in shown if name in DURABLE} == DURABLE


def test_letters_of_every_alphabet_have_their_case_and_trigrams(made: Path) -> None:
    url = postgres.ensure_running().url
    assert ask(url, "SELECT lower('ӨМҮРЛҮК Ёлка ŞIK')") == "өмүрлүк ёлка şik"
    assert ask(url, "SELECT similarity('Ысык-Көл', 'ысык көл')") == "1.0"
    assert ask(url, "SELECT unaccent('Ёж crème')") == "Еж creme"
    assert ask(url, "SELECT datlocprovider FROM pg_database WHERE datname = current_database()") == "b"


def test_new_databases_are_born_with_the_extensions(made: Path) -> None:
    url = postgres.ensure_running().url
    do(url, "CREATE DATABASE another")
    for name in ("firststop", "another"):
        there = url.replace("/firststop?", f"/{name}?")
        found = ask(there, "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension")
        assert found == "btree_gist pg_trgm plpgsql unaccent"


def test_what_is_missing_is_made_again_at_the_next_start(made: Path) -> None:
    url = postgres.ensure_running().url
    do(url, "DROP EXTENSION unaccent")
    postgres.ensure_running()
    assert ask(url, "SELECT unaccent('é')") == "e"


def test_an_operator_may_give_the_server_more_memory(copied: Path) -> None:
    do(postgres.ensure_running().url, "ALTER SYSTEM SET work_mem = '64MB'", "ALTER SYSTEM SET fsync = off")
    postgres.stop()
    url = postgres.ensure_running().url
    assert ask(url, "SHOW work_mem") == "64MB"
    assert ask(url, "SHOW fsync") == "on"


def test_the_log_does_not_quote_what_people_wrote(made: Path) -> None:
    url = postgres.ensure_running().url
    do(url, "CREATE TABLE person (phone text UNIQUE, born date)", "INSERT INTO person VALUES ('+996700112233', NULL)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        do(url, "INSERT INTO person VALUES ('+996700112233', NULL)")
    with pytest.raises(psycopg.Error):
        do(url, "SELECT 'born 12.13.1990'::date")
    postgres.stop()
    said = (made / "postgres.log").read_text()
    assert "ready to accept connections" in said
    assert "996700112233" not in said
    assert "12.13.1990" not in said


def test_data_of_another_version_is_refused_with_a_way_on(made: Path) -> None:
    with changed(made / "postgres/data/PG_VERSION", b"15\n"), pytest.raises(VersionError, match=OTHER) as refused:
        postgres.ensure_running()
    assert "pg_dump" in refused.value.hint
    assert not runs(made)
    assert postgres.ensure_running().started


def test_a_folder_with_something_else_in_it_is_refused(var: Path) -> None:
    data = var / "postgres/data"
    data.mkdir(parents=True, mode=0o700)
    (data / "letter.txt").write_text("not a database")
    with pytest.raises(VersionError, match="no data folder of PostgreSQL"):
        postgres.ensure_running()
    assert (data / "letter.txt").read_text() == "not a database"


def test_a_server_that_cannot_start_says_why(copied: Path) -> None:
    (copied / "postgres/data/postgresql.conf").write_text("shared_buffers = never\n")
    with pytest.raises(StartError, match="invalid value for parameter") as failed:
        postgres.ensure_running()
    assert str(copied / "postgres.log") in failed.value.hint
    assert not runs(copied)


def test_memory_that_is_not_there_is_named(copied: Path) -> None:
    with (copied / "postgres/data/postgresql.conf").open("a") as configuration:
        configuration.write("shared_buffers = '7TB'\nhuge_pages = off\n")
    with pytest.raises(StartError, match="not enough memory") as failed:
        postgres.ensure_running()
    assert "shared_buffers" in failed.value.hint


def test_a_log_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in log.read_last_lines(tmp_path / "postgres.log", since=0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that holds less than a database."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", str(tmp_path)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let root mount a small disk")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


def test_a_full_disk_is_named_and_leaves_no_half_database(small_disk: Path) -> None:
    with pytest.raises(DiskError, match="full"):
        postgres.ensure_running(small_disk)
    assert sorted(path.name for path in (small_disk / "postgres").iterdir()) == ["alive.lock", "start.lock"]


def test_a_disk_that_filled_up_since_is_named_at_start(small_disk: Path, made_once: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=120m", str(small_disk)], check=True)
    shutil.copytree(made_once / "postgres", small_disk / "postgres")
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    with pytest.raises(DiskError, match="full"):
        postgres.ensure_running(small_disk)
    assert not runs(small_disk)
    (small_disk / "filler").unlink()
    assert postgres.ensure_running(small_disk).started
    postgres.stop(small_disk)


def test_a_folder_that_may_not_be_written_is_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTSTOP_VAR", "/proc/firststop")
    with pytest.raises(DiskError, match="/proc/firststop"):
        postgres.ensure_running()


def test_a_long_log_is_put_aside_at_start(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST_BYTES", 10)
    (made / "postgres.log").write_text("a long story\n")
    (made / "postgres.log.1").write_text("an older one\n")
    postgres.ensure_running()
    assert (made / "postgres.log.1").read_text() == "a long story\n"
    assert "a long story" not in (made / "postgres.log").read_text()


def test_missing_programs_are_named(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "package_binaries", lambda: Binaries(var / "nowhere"))
    monkeypatch.setattr(identity, "namespace_works", lambda _place: True)
    with pytest.raises(BinariesError, match="does not run here"):
        postgres.ensure_running()
    assert not runs(var)
    assert not (place_of(var).data).exists()
