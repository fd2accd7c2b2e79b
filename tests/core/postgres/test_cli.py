"""`firststop db`, as a person and as a program see it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from firststop.core import postgres
from firststop.core.cli import app
from firststop.core.postgres.state import State, status
from tests.core.postgres.servers import ROOT, ask, changed, do, kill_hard, pid_of, runs

EXTERNAL = "postgresql://clerk:very-secret@127.0.0.1:1/registry"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def call_json(*arguments: str, code: int = 0) -> dict[str, Any]:
    result = call(*arguments, "--json")
    assert result.exit_code == code, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_a_life_by_hand(made: Path) -> None:
    assert "was started" in call("start").stdout
    assert "runs already" in call("start").stdout
    shown = call("status").stdout
    for said in ("The database runs.", "PostgreSQL 18", str(pid_of(made)), str(made / "postgres/data"), "MB"):
        assert said in shown
    assert call("stop").stdout == "The database was stopped.\n"
    assert call("stop").stdout == "The database did not run.\n"
    assert "The database is stopped." in call("status").stdout


def test_a_program_reads_one_object(made: Path, tmp_path: Path) -> None:
    assert call_json("start") == {"started": True, "url": postgres.embedded_url()}
    assert call_json("start") == {"started": False, "url": postgres.embedded_url()}
    shown = call_json("status")
    assert shown["state"] == "running"
    assert shown["pid"] == pid_of(made)
    assert shown["kept"] is True
    assert shown["size_bytes"] > 1_000_000
    assert call_json("backup", str(tmp_path / "b"))["folder"] == str(tmp_path / "b")
    assert call_json("stop") == {"stopped": True}


def test_a_backup_and_a_restore_by_hand(copied: Path, tmp_path: Path) -> None:
    do(postgres.ensure_running().url, "CREATE TABLE kept AS SELECT 5 AS id")
    assert "it was read back and is whole" in call("backup", str(tmp_path / "b")).stdout
    call("stop")
    (copied / "postgres/data").rename(copied / "away")
    assert "was restored" in call("restore", str(tmp_path / "b")).stdout
    assert ask(postgres.ensure_running().url, "SELECT id FROM kept") == "5"


def test_looking_makes_nothing(var: Path) -> None:
    assert "There is no database yet" in call("status").stdout
    assert list(var.iterdir()) == []


def test_a_crash_shows_as_stopped(made: Path) -> None:
    postgres.ensure_running()
    kill_hard(made)
    assert status().state is State.STOPPED
    assert status().pid is None


def test_a_refusal_is_a_sentence_and_status_2(made: Path) -> None:
    with changed(made / "postgres/data/PG_VERSION", b"15\n"):
        refused = call("start")
        assert call_json("start", code=2)["error"] == "version"
    assert refused.exit_code == 2
    assert "was made by PostgreSQL 15" in refused.stderr
    assert refused.stdout == ""
    assert "Traceback" not in refused.output


@pytest.mark.parametrize("arguments", [("start",), ("stop",), ("backup", "x"), ("restore", "x")])
def test_an_external_database_is_not_ours(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", EXTERNAL)
    refused = call(*arguments)
    assert refused.exit_code == 2
    assert "external database, which is not ours" in refused.stderr
    assert call_json(*arguments, code=2)["error"] == "external"
    assert not runs(made)
    assert list(tmp_path.iterdir()) == []


def test_stopping_by_hand_leaves_the_embedded_one_alone_when_another_is_named(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.ensure_running()
    monkeypatch.setenv("DATABASE_URL", EXTERNAL)
    assert call("stop").exit_code == 2
    assert runs(made)


def test_an_external_database_that_answers_is_shown_without_its_password(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.ensure_running().url
    monkeypatch.setenv("DATABASE_URL", url.replace("firststop@", "firststop:very-secret@"))
    shown = call("status").stdout
    assert "The database runs." in shown
    assert "named by DATABASE_URL" in shown
    assert "very-secret" not in shown
    assert call_json("status")["external"] is True
    with postgres.running() as found:
        assert found.external
        assert not found.started


def test_an_external_database_that_is_gone_is_named(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", EXTERNAL)
    assert call_json("status")["state"] == "not_answering"
    assert "very-secret" not in call("status").output
    with pytest.raises(postgres.PostgresError, match="does not answer"), postgres.running():
        pass
    assert not runs(made)
    monkeypatch.setenv("DATABASE_URL", "mysql:/nonsense")
    assert call("status").exit_code == 2


def test_the_command_needs_no_django() -> None:
    code = "import sys; from firststop.core import cli; print('django' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "False"
