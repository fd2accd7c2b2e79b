"""Where one embedded database keeps its files, and how long its names may be."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from firststop.core.places_on_disk import var_folder

DATABASE = "firststop"
SUPERUSER = "firststop"
PORT = 5432  # only part of the socket's name: nothing listens on TCP
#: Where root keeps data and programs when the server must run as another user.
SYSTEM_ROOT = Path("/var/lib/firststop")


@dataclass(frozen=True)
class Place:
    """The files of one database below one `var` folder."""

    var: Path

    @property
    def entrance(self) -> Path:
        """Where the database's folder is looked for; a link into `SYSTEM_ROOT` where root needs another user."""
        return self.var / "postgres"

    @property
    def folder(self) -> Path:
        """The database's own folder, on a way that its owner can walk."""
        return self.entrance.resolve()

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.folder / "data"

    @property
    def unfinished(self) -> Path:
        """Where a data folder is made; it is renamed once it is whole."""
        return self.folder / "data.unfinished"

    @property
    def log(self) -> Path:
        """What the server writes while it runs."""
        return self.var / "postgres.log"

    @property
    def start_lock(self) -> Path:
        """Held by the one process that starts or stops the server."""
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Shared by all processes that need the server for a while."""
        return self.folder / "users.lock"

    @property
    def alive_lock(self) -> Path:
        """Inherited by the server's processes, so that it is free only when the last of them is gone."""
        return self.folder / "alive.lock"

    @property
    def kept_mark(self) -> Path:
        """Exists while the server runs because someone asked for it, not only for its users."""
        return self.folder / "kept"

    @property
    def stopped_mark(self) -> Path:
        """Exists from when somebody stopped the server until the next start: one that ended itself has none."""
        return self.folder / "stopped"

    @cached_property
    def name(self) -> str:
        """A short name for this place, stable and unlike that of any other `var` folder."""
        return hashlib.sha256(str(self.var).encode()).hexdigest()[:12]

    @property
    def cluster_name(self) -> str:
        """What the titles of the server's processes carry."""
        return f"fs-{self.name}"


def place_of(var: Path | None = None) -> Place:
    """Return the place below `var`, or below the project's own folder."""
    return Place((var or var_folder()).resolve())


def url_at(socket_folder: Path, database: str = DATABASE) -> str:
    """Return the address of `database` behind the socket; complete, so that no PG* variable can bend it."""
    return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(socket_folder), safe='')}&port={PORT}"
