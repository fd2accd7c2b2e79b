"""The data folder: made in one step, never half; bound to one major version."""

import os
import shutil
from pathlib import Path

from firststop.core.postgres.binaries import Binaries, run
from firststop.core.postgres.configuration import initdb_arguments
from firststop.core.postgres.errors import DiskError, StartError, VersionError
from firststop.core.postgres.identity import Identity
from firststop.core.postgres.places import Place


def has_data(place: Place) -> bool:
    """Say whether anything stands where the data belongs."""
    return place.data.exists() and any(place.data.iterdir())


def data_version(data: Path) -> str | None:
    """Return the major version that made the folder `data`, None where there is none."""
    try:
        return (data / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def ensure_cluster(place: Place, identity: Identity, *, fast: bool = False) -> None:
    """Make the data folder where there is none; refuse one that these programs cannot read.

    Raises `BinariesError`, `VersionError`, `StartError`, `DiskError`, and `OSError`.
    """
    version = identity.binaries.version
    if has_data(place):
        check_version(place.data, identity.binaries)
        return
    discard_unfinished(place)
    made = run(identity.command("initdb", *initdb_arguments(place.unfinished, fast=fast)))
    if made.returncode:
        discard_unfinished(place)
        raise _explain(place, version, made.stderr)
    adopt_unfinished(place)


def check_version(data: Path, binaries: Binaries) -> None:
    """Refuse the folder `data` if another major version made it; raises `VersionError`."""
    found, ours = data_version(data), binaries.major
    if found == ours:
        return
    if found is None:
        raise VersionError(
            f"{data} is not empty, and it is no data folder of PostgreSQL (PG_VERSION is missing).",
            "Move it away, or restore a backup into an empty place.",
        )
    raise VersionError(
        f"{data} was made by PostgreSQL {found}; this Firststop brings PostgreSQL {ours}.",
        "Run it with the Firststop that made it and save the database there with pg_dump -Fc. Then move the "
        "folder away, run `firststop db start` here, and load it: "
        f"{binaries.path('pg_restore')} -d URL FILE, with the URL that `firststop db status` shows.",
    )


def adopt_unfinished(place: Place) -> None:
    """Let the finished folder take its place, on disk too: a power cut leaves either none or all of it."""
    if place.data.exists():
        place.data.rmdir()
    place.unfinished.rename(place.data)
    _sync(place.folder)


def discard_unfinished(place: Place) -> None:
    """Remove what an interrupted attempt left."""
    if place.unfinished.exists():
        shutil.rmtree(place.unfinished)


def folder_size(folder: Path) -> int:
    """Return the bytes of all files below `folder`."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.lstat().st_size
        except FileNotFoundError:  # a running server removes files while we count
            continue
    return total


def _explain(place: Place, version: str, said: str) -> DiskError | StartError:
    if "No space left on device" in said:
        return DiskError(
            f"The disk of {place.var} is full, so no database can be made.", "Free some space and try again."
        )
    last = "\n".join(said.strip().splitlines()[-5:])
    return StartError(f"PostgreSQL {version} could not make a database in {place.data}:\n{last}")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
