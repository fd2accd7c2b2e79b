"""What a crash leaves is healed by the next start, and nothing acknowledged is lost."""

import os
import random
import shutil
import signal
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from firststop.core import postgres
from firststop.core.postgres import databases
from firststop.core.postgres.errors import BusyError, StillStartingError
from firststop.core.postgres.locks import open_lock, starting, try_lock
from firststop.core.postgres.pid_file import read_pid_file
from firststop.core.postgres.places import place_of
from firststop.core.postgres.processes import is_alive, server_processes
from firststop.core.postgres.server import start
from firststop.core.postgres.sockets import socket_folder
from tests.core.postgres.servers import ask, do, kill_hard, pid_of, runs, until
from tests.counts import count

WRITERS = 8


class Writer(threading.Thread):
    """Inserts numbers of its own until the server is gone, and notes each one that was acknowledged."""

    def __init__(self, url: str, first: int) -> None:
        super().__init__()
        self.url, self.next, self.acknowledged = url, first, list[int]()

    def run(self) -> None:
        try:
            with psycopg.connect(self.url, autocommit=True) as connection:
                while True:
                    connection.execute("INSERT INTO acknowledged VALUES (%s)", [self.next])
                    self.acknowledged.append(self.next)
                    self.next += WRITERS
        except psycopg.Error:
            return


@pytest.mark.row("SR-04")
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(made: Path) -> None:
    url = postgres.ensure_running().url
    do(url, "CREATE TABLE acknowledged (id bigint PRIMARY KEY)")
    acknowledged: set[int] = set()
    nexts = list(range(WRITERS))
    for cycle in range(count(3, proof=50)):
        writers = [Writer(url, first) for first in nexts]
        for writer in writers:
            writer.start()
        wait_for_acknowledgements(writers, random.randint(50, 500))
        kill_hard(made, all_processes=cycle % 2 == 0)
        url = postgres.ensure_running().url
        for writer in writers:
            writer.join()
            acknowledged.update(writer.acknowledged)
        nexts = [writer.next + WRITERS for writer in writers]
        with psycopg.connect(url) as connection:
            found = {number for (number,) in connection.execute("SELECT id FROM acknowledged")}
        assert acknowledged <= found
    assert len(acknowledged) > count(3, proof=50) * 50


def wait_for_acknowledgements(writers: list[Writer], enough: int) -> None:
    until(lambda: sum(len(writer.acknowledged) for writer in writers) > enough)


def test_a_killed_server_is_started_again(made: Path) -> None:
    postgres.ensure_running()
    before = kill_hard(made)
    assert not runs(made)
    assert postgres.ensure_running().started
    assert pid_of(made) != before


@pytest.mark.row("SR-04")
def test_a_running_service_starts_a_killed_server_again_but_not_a_stopped_one(made: Path) -> None:
    found = postgres.ensure_running()
    assert not postgres.revive(found)
    kill_hard(made)
    assert postgres.revive(found)
    assert runs(made)
    postgres.stop()
    assert not postgres.revive(found)
    assert not runs(made)


def test_a_running_service_starts_a_server_again_that_ended_itself(made: Path) -> None:
    found, pid = postgres.ensure_running(), pid_of(made)
    os.kill(pid, signal.SIGINT)  # It ends as after a PANIC or without its note: nobody asked us, and no note is left.
    until(lambda: not is_alive(pid))
    assert read_pid_file(place_of(made)) is None
    assert postgres.revive(found)
    assert runs(made)


def test_a_server_whose_folder_was_taken_away_is_not_made_anew(made: Path) -> None:
    found = postgres.ensure_running()
    kill_hard(made)
    shutil.rmtree(place_of(made).data)
    assert not postgres.revive(found)
    assert not place_of(made).data.exists()


def test_a_note_whose_number_went_to_another_process_is_healed(made: Path) -> None:
    postgres.ensure_running()
    dead = kill_hard(made)
    with subprocess.Popen(["sleep", "1000"]) as other:
        note = made / "postgres/data/postmaster.pid"
        note.write_text(note.read_text().replace(str(dead), str(other.pid), 1))
        lock = socket_folder(place_of(made)) / ".s.PGSQL.5432.lock"
        lock.write_text(lock.read_text().replace(str(dead), str(other.pid), 1))
        assert postgres.ensure_running().started
        assert is_alive(other.pid), "the stranger was left alone"
        other.kill()


@pytest.mark.parametrize("text", ["", "not a number\n", "999999999\n"])
def test_a_torn_note_is_healed(made: Path, text: str) -> None:
    postgres.ensure_running()
    kill_hard(made)
    (made / "postgres/data/postmaster.pid").write_text(text)
    assert postgres.ensure_running().started


def test_what_a_killed_server_left_running_is_ended(made: Path) -> None:
    url = postgres.ensure_running().url
    with closing(psycopg.connect(url)) as connection:
        (busy,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        os.kill(busy, signal.SIGSTOP)  # it cannot see that its server is dead
        os.kill(pid_of(made), signal.SIGKILL)
        until(lambda: not runs(made))
        assert postgres.ensure_running().started
        assert not is_alive(busy)


def test_data_thrown_away_under_a_running_server_gives_a_new_database(copied: Path) -> None:
    do(postgres.ensure_running().url, "CREATE TABLE old ()")
    before = pid_of(copied)
    shutil.rmtree(copied)
    found = postgres.ensure_running()
    assert found.started
    assert not is_alive(before)
    assert ask(found.url, "SELECT to_regclass('old')") == "None"


def test_a_note_removed_by_hand_does_not_lead_to_two_servers(made: Path) -> None:
    postgres.ensure_running()
    before = pid_of(made)
    (made / "postgres/data/postmaster.pid").unlink()
    assert postgres.ensure_running().started
    assert server_processes(place_of(made))[0] == pid_of(made)
    assert not is_alive(before)


def test_an_attempt_that_was_cut_off_is_begun_again(var: Path) -> None:
    half = var / "postgres/data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    (var / "postgres").chmod(0o700)
    assert postgres.ensure_running().started
    assert not half.exists()


def test_a_server_in_another_container_keeps_its_data(made: Path) -> None:
    place, note = place_of(made), made / "postgres/data/postmaster.pid"
    note.write_text("999999999\n")
    with open_lock(place.alive_lock) as elsewhere:
        assert try_lock(elsewhere)
        for act in (postgres.ensure_running, postgres.stop):
            with pytest.raises(BusyError, match="another container"):
                act()
    assert not runs(made)
    assert note.exists(), "it would end its server"
    assert postgres.ensure_running().started


def test_a_server_that_takes_long_is_left_to_go_on(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_CONNECT_SECONDS", 2)
    place = place_of(made)
    postgres.ensure_running()
    pid = pid_of(made)
    os.kill(pid, signal.SIGSTOP)
    try:
        with starting(place), pytest.raises(StillStartingError, match="did not answer within 0 seconds"):
            start(place, seconds=0)
        assert is_alive(pid)
    finally:
        os.kill(pid, signal.SIGCONT)
    assert not postgres.ensure_running().started
