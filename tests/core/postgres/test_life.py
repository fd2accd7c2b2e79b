"""Start, adopt, leave as found, stop."""

import os
import signal
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from firststop.core import postgres
from firststop.core.postgres import locks
from firststop.core.postgres.configuration import FAST
from firststop.core.postgres.errors import BusyError
from firststop.core.postgres.places import place_of
from firststop.core.postgres.processes import is_alive
from firststop.core.postgres.sockets import socket_folder
from tests.core.postgres.servers import ask, pid_of, runs, said_by, script, until

HOLD = """
import sys
from firststop.core import postgres
with postgres.running() as found:
    print(found.started, flush=True)
    sys.stdin.read()
"""


def test_a_database_is_made_and_answers(var: Path) -> None:
    found = postgres.ensure_running()
    assert found.started
    assert found.url == postgres.embedded_url()
    assert ask(found.url, "SELECT current_database()") == "firststop"


def test_a_running_server_is_adopted(made: Path) -> None:
    assert postgres.ensure_running().started
    before = pid_of(made)
    assert not postgres.ensure_running().started
    assert pid_of(made) == before


def test_stopping_leaves_nothing_behind(made: Path) -> None:
    postgres.ensure_running()
    folder, pid = socket_folder(place_of(made)), pid_of(made)
    assert folder.is_dir()
    assert postgres.stop()
    assert not is_alive(pid)
    assert not folder.exists()
    assert not (made / "postgres/data/postmaster.pid").exists()
    assert not (made / "postgres/kept").exists()
    assert not postgres.stop()


def test_stopping_ends_open_sessions(made: Path) -> None:
    with psycopg.connect(postgres.ensure_running().url) as connection:
        connection.execute("SELECT 1")
        assert postgres.stop()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_stopping_where_no_database_was_ever_made_makes_none(var: Path) -> None:
    assert not postgres.stop()
    assert list(var.iterdir()) == []


def test_a_block_stops_the_server_that_it_started(made: Path) -> None:
    with postgres.running() as found:
        assert found.started
        assert ask(found.url, "SELECT 1") == "1"
    assert not runs(made)


def test_a_block_leaves_a_kept_server_running(made: Path) -> None:
    postgres.ensure_running()
    with postgres.running() as found:
        assert not found.started
    assert runs(made)


def test_a_server_asked_for_during_a_block_outlives_it(made: Path) -> None:
    with postgres.running():
        assert not postgres.ensure_running().started
    assert runs(made)


def test_a_block_that_fails_stops_its_server_too(made: Path) -> None:
    with pytest.raises(KeyError), postgres.running():
        raise KeyError("the block's own")
    assert not runs(made)


def test_the_first_user_leaves_and_the_second_keeps_its_server(made: Path) -> None:
    first = script(HOLD, made)
    assert first.stdout is not None
    assert first.stdout.readline() == "True\n"
    with postgres.running() as found:
        assert not found.started
        said_by(first)
        assert ask(found.url, "SELECT 1") == "1"
    assert not runs(made)


def test_a_server_whose_user_was_killed_is_adopted_and_ended(made: Path) -> None:
    user = script(HOLD, made)
    assert user.stdout is not None
    assert user.stdout.readline() == "True\n"
    before = pid_of(made)
    user.kill()
    user.communicate()
    assert is_alive(before)
    with postgres.running() as found:
        assert not found.started
        assert pid_of(made) == before
    assert not runs(made)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_user_that_is_told_to_end_stops_its_server(made: Path, number: signal.Signals) -> None:
    # Whoever runs the tests under nohup or in the background has these ignored, and children inherit that.
    heard = "import signal as s; s.signal(s.SIGHUP, s.SIG_DFL); s.signal(s.SIGINT, s.default_int_handler)"
    user = script(f"{heard}\n{HOLD}", made)
    assert user.stdout is not None
    assert user.stdout.readline() == "True\n"
    user.send_signal(number)
    user.communicate(timeout=60)
    assert user.returncode != 0
    assert not runs(made)


def test_a_signal_to_the_terminal_does_not_reach_the_server(made: Path) -> None:
    postgres.ensure_running()
    assert os.getsid(pid_of(made)) != os.getsid(0)


def test_of_many_starters_one_starts_and_all_get_the_same_server(var: Path) -> None:
    code = "from firststop.core.postgres import ensure_running as ask; found = ask(); print(found.started, found.url)"
    said = [said_by(starter) for starter in [script(code, var) for _ in range(4)]]
    assert sorted(line.split()[0] for line in said) == ["False", "False", "False", "True"]
    assert {line.split()[1] for line in said} == {postgres.embedded_url()}


def test_a_starter_waits_for_another_one_and_then_says_so(made: Path) -> None:
    place = place_of(made)
    with (
        locks.starting(place),
        pytest.raises(BusyError, match="Another process"),
        locks.starting(place, seconds=0.2),
    ):
        pass
    assert not runs(made)


def test_a_server_that_waits_for_its_last_guest_is_ended_and_started_anew(made: Path) -> None:
    postgres.ensure_running()
    before = pid_of(made)
    with closing(psycopg.connect(postgres.embedded_url())) as guest:
        guest.execute("SELECT 1")
        os.kill(before, signal.SIGTERM)  # "smart": waits for the guest
        until(lambda: "stopping" in (made / "postgres/data/postmaster.pid").read_text())
        assert postgres.ensure_running().started
    assert pid_of(made) != before


def test_a_temporary_server_leaves_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@example.invalid/else")
    with postgres.temporary_server(tmp_path) as url:
        assert [ask(url, f"SHOW {name}") for name in FAST] == ["off", "off", "off"]
        assert runs(tmp_path)
    assert not runs(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["postgres.log"]


def test_who_needs_the_server_has_a_seat_also_where_somebody_just_looked_at_the_seats(made: Path) -> None:
    place = place_of(made)
    seated = threading.Event()

    def take_a_seat() -> None:
        with postgres.running():
            seated.set()
            done.wait(60)

    done, user = threading.Event(), threading.Thread(target=take_a_seat)
    with locks.open_lock(place.users_lock) as look:
        assert locks.try_lock(look)
        user.start()
        assert not seated.wait(5)
    assert seated.wait(60)
    assert locks.is_in_use(place)
    done.set()
    user.join()
