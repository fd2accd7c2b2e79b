"""Which build filled the demo's database: with the same one, a second start has nothing to migrate and nothing to fill.

The database keeps it as its comment, so that it goes with the database. No Django here: a start that finds its own
build hands over to the web server at once.
"""

import hashlib
import importlib.metadata
from pathlib import Path

import psycopg
from psycopg import sql

import firststop
from firststop.core.places_on_disk import var_folder

PACKAGE = Path(firststop.__file__).parent
_READ = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def this_build(country: str) -> str:
    """Return a digest of what a start depends on: the country, our files, the libraries and their versions."""
    digest = hashlib.sha256(country.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            seen = path.stat()
            digest.update(f"{path.relative_to(PACKAGE)} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    for name in sorted(f"{library.name} {library.version}" for library in importlib.metadata.distributions()):
        digest.update(name.encode())
    return f"firststop demo {digest.hexdigest()}"


def is_ready(url: str, build: str) -> bool:
    """Whether this build filled the database at `url` and gathered the static files."""
    with psycopg.connect(url) as connection:
        said = connection.execute(_READ).fetchone()
    return said is not None and said[0] == build and (var_folder() / "static" / "staticfiles.json").is_file()


def keep_ready(url: str, build: str) -> None:
    """Note in the database at `url` that this build has made it whole."""
    with psycopg.connect(url, autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, sql.Literal(build)))
