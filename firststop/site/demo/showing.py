"""`firststop demo`: fill the demo country, serve it, say where it is and who can sign in."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from firststop.core.places_on_disk import var_folder
from firststop.core.postgres import Running, running
from firststop.core.serving import check_port, serving
from firststop.site.demo.build import is_ready, keep_ready, this_build
from firststop.site.demo.database import demo_database, make_anew, rights_told

HOST = "127.0.0.1"
SEED = 2020
#: How many vacancies are in before the first page is served.
FIRST = 500


class AlreadyRuns(Exception):
    """A demo runs on this machine already."""


def run_demo(*, country: str, port: int) -> int:
    """Serve the demo country until told to stop; return the exit status. Raises `AlreadyRuns` and `PortTaken`."""
    started = time.monotonic()
    with _alone(port):
        check_port(HOST, port)
        os.environ.update(FIRSTSTOP_COUNTRY=country, FIRSTSTOP_DEMO="1", FIRSTSTOP_LISTENS=f"http://{HOST}:{port}")
        build = this_build(country)
        with running() as server:
            with rights_told():
                demo = demo_database(server)
            os.environ["DATABASE_URL"] = demo.url
            if is_ready(demo.url, build):
                return _serve(server, port, started)
            return _make_and_serve(server, country, port, build=build, started=started)


def _serve(server: Running, port: int, started: float) -> int:
    with serving(host=HOST, port=port, server=server) as service:
        _announce(port, started)
        return service.wait()


def _make_and_serve(server: Running, country: str, port: int, *, build: str, started: float) -> int:
    """Bring the demo's database up to this build, filled where it is not, and serve it."""
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    from firststop.site.demo.marker import WHOLE, is_marked

    url = os.environ["DATABASE_URL"]
    filled = "django_migrations" in connections["default"].introspection.table_names()
    if filled and not is_marked(WHOLE, country=country):
        connections.close_all()
        with rights_told():
            make_anew(server)
    try:
        with rights_told():
            call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not is_marked(WHOLE):
            return _fill_and_serve(server, country, port, whole=lambda: keep_ready(url, build), started=started)
        keep_ready(url, build)
        return _serve(server, port, started)
    finally:
        connections.close_all()


def _fill_and_serve(server: Running, country: str, port: int, *, whole: Callable[[], None], started: float) -> int:
    """Serve as soon as the first vacancies are in, and fill on; `whole` is called at the end."""
    from firststop.core.progress import progress_bar

    with progress_bar("Filling the demo country") as progress:
        rest = _steps(country, progress)
        next(rest)
        with serving(host=HOST, port=port, server=server) as service:
            _announce(port, started, whole=False)
            for _step in rest:
                if service.stopping:
                    return 0
            whole()
            # Once more, since what the demo sends while it is filled has moved the first one away.
            _announce(port, started)
            return service.wait()


def _steps(country: str, progress: Callable[[int, int], None]) -> Iterator[None]:
    """Fill the country; the first step ends when the first vacancies are in."""
    from firststop.site.demo.loading import fill_country

    yield from fill_country(country, seed=SEED, first=FIRST, progress=progress)


def _announce(port: int, started: float, *, whole: bool = True) -> None:
    typer.echo(f"\nFirststop shows its demo country at http://{HOST}:{port}/  ({time.monotonic() - started:.0f} s)")
    from firststop.site.demo.cast import sign_ins

    typer.echo("Sign in as (people and firms are invented):")
    for line in sign_ins():
        typer.echo(f"  {line}")
    typer.echo("Ctrl-C stops it." if whole else "Ctrl-C stops it. More people and firms come in while you look around.")


@contextmanager
def _alone(port: int) -> Iterator[None]:
    """Hold the demo's lock; a second demo says where the first one is."""
    path: Path = var_folder() / "demo.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            file.seek(0)
            raise AlreadyRuns(f"The demo runs already at {file.read().strip()}") from held
        file.truncate(0)
        file.write(f"http://{HOST}:{port}/\n")
        file.flush()
        yield
