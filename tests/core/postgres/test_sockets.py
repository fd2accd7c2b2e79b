"""The socket's folder is private, or it is not used."""

import os
import stat
from pathlib import Path

import pytest

from firststop.core import postgres
from firststop.core.postgres import sockets
from firststop.core.postgres.errors import SocketFolderError
from firststop.core.postgres.places import place_of
from firststop.core.postgres.sockets import socket_folder
from tests.core.postgres.servers import ask, pid_of, runs


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A /tmp of our own."""
    folder = tmp_path / "t"
    folder.mkdir()
    monkeypatch.setattr(sockets, "TEMPORARY", folder)
    return folder


def taken(temporary: Path, var: Path) -> Path:
    """Make the folder that another user would make to catch our connections."""
    folder = temporary / f"fs-{os.geteuid()}-{place_of(var).name}"
    folder.mkdir(mode=0o700)
    return folder


def test_the_socket_is_short_private_and_the_only_way_in(made: Path) -> None:
    found = postgres.ensure_running()
    folder = socket_folder(place_of(made))
    assert str(folder) == f"/tmp/fs-{os.geteuid()}-{place_of(made).name}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert ask(found.url, "SHOW listen_addresses") == ""
    sockets_open = Path(f"/proc/{pid_of(made)}/net/tcp").read_text()
    assert f":{5432:04X} " not in sockets_open


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_of_a_stranger_is_refused(made: Path, temporary: Path) -> None:
    folder = taken(temporary, made)
    os.chown(folder, 65_534, -1)
    with pytest.raises(SocketFolderError, match="not private"):
        postgres.ensure_running()
    with pytest.raises(SocketFolderError, match="not private"):
        postgres.embedded_url()
    assert not runs(made)
    assert list(folder.iterdir()) == []


def test_a_folder_that_others_may_enter_is_refused(made: Path, temporary: Path) -> None:
    taken(temporary, made).chmod(0o755)
    with pytest.raises(SocketFolderError, match="others may enter"):
        postgres.ensure_running()
    assert not runs(made)


def test_a_link_is_refused(made: Path, temporary: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    taken(temporary, made).rmdir()
    (temporary / f"fs-{os.geteuid()}-{place_of(made).name}").symlink_to(elsewhere)
    with pytest.raises(SocketFolderError):
        postgres.ensure_running()
    assert not runs(made)


def test_the_users_runtime_folder_comes_next(made: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken(temporary, made).chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(temporary))
    found = postgres.ensure_running()
    assert ask(found.url, "SELECT 1") == "1"
    assert socket_folder(place_of(made)) == temporary / place_of(made).cluster_name
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert postgres.embedded_url() == found.url, "a running server is found where it is"


def test_the_address_is_known_before_the_server_runs(made: Path) -> None:
    before = postgres.embedded_url()
    assert postgres.ensure_running().url == before


def test_no_variable_of_the_user_bends_the_address(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PGPORT": "1",
        "PGHOST": "example.invalid",
        "PGUSER": "me",
        "PGDATABASE": "x",
    }.items():
        monkeypatch.setenv(name, value)
    assert (
        ask(postgres.ensure_running().url, "SELECT current_user || ' ' || current_database()") == "firststop firststop"
    )
