"""A backup is whole, or it is refused; a restore never overwrites."""

import stat
from pathlib import Path

import pytest

from firststop.core import postgres
from firststop.core.postgres.backup import make_backup, restore_backup
from firststop.core.postgres.errors import BackupError, NotEmptyError, VersionError
from firststop.core.postgres.places import place_of
from tests.core.postgres.servers import ask, changed, do, runs


@pytest.fixture(scope="module")
def backup(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a database with 1,000 rows in it. Who takes it leaves it whole."""
    folder = tmp_path_factory.mktemp("backup") / "backup"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with postgres.running(made_once) as found:
            do(found.url, "CREATE TABLE backed_up AS SELECT generate_series(1, 1000) AS id")
            make_backup(folder, made_once)
    return folder


def test_what_was_backed_up_is_there_after_a_restore(var: Path, backup: Path) -> None:
    assert restore_backup(backup).size_bytes > 0
    assert not runs(var), "it is left as it was found"
    assert stat.S_IMODE(place_of(var).data.stat().st_mode) == 0o700
    with postgres.running() as found:
        assert ask(found.url, "SELECT sum(id) FROM backed_up") == "500500"


def test_a_backup_of_a_running_server_leaves_it_running(made: Path, tmp_path: Path) -> None:
    url = postgres.ensure_running().url
    assert make_backup(tmp_path / "deep/down").folder == str(tmp_path / "deep/down")
    assert ask(url, "SELECT 1") == "1"


def test_a_backup_starts_and_stops_a_server_that_does_not_run(made: Path, tmp_path: Path) -> None:
    make_backup(tmp_path / "backup")
    assert not runs(made)


def test_a_backup_never_goes_into_a_filled_folder(made: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotEmptyError):
        make_backup(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_there_is_no_backup_of_what_was_never_made(var: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no database"):
        make_backup(tmp_path / "backup")
    assert list(var.iterdir()) == []
    assert not (tmp_path / "backup").exists()


def test_a_restore_never_overwrites_a_database(made: Path, backup: Path) -> None:
    url = postgres.ensure_running().url
    do(url, "CREATE TABLE newer AS SELECT 7 AS id")
    with pytest.raises(NotEmptyError, match="nothing was changed"):
        restore_backup(backup)
    assert ask(url, "SELECT id FROM newer") == "7"


def test_a_damaged_backup_is_refused_and_nothing_is_made(var: Path, backup: Path) -> None:
    victim = max((backup / "base").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    with changed(victim, bytes(content)), pytest.raises(BackupError, match="damaged"):
        restore_backup(backup)
    assert not place_of(var).data.exists()


def test_a_half_backup_is_refused(var: Path, backup: Path) -> None:
    manifest = backup / "backup_manifest"
    manifest.rename(backup / "away")
    with pytest.raises(BackupError, match="no whole backup"):
        restore_backup(backup)
    (backup / "away").rename(manifest)
    assert not place_of(var).data.exists()


def test_a_backup_of_another_version_is_refused(var: Path, backup: Path) -> None:
    with changed(backup / "PG_VERSION", b"17\n"), pytest.raises(VersionError, match="PostgreSQL 17"):
        restore_backup(backup)
    assert not place_of(var).data.exists()
