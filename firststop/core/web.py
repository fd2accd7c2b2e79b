"""The web server's own process: it loads the application once, and every worker is a fork of it.

Workers that each load it by themselves take the time of both cores for the same work, and share no memory. So nothing
that runs while the application is loaded may open a connection or start a thread: the database pool opens at the first
query, in the worker. Where a system cannot fork, each worker loads the application by itself.
"""

import argparse
from importlib import import_module

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from firststop.core.serving import end_with_parent

#: Threads of a worker that run views.
THREADS = 4


def run_web(target: str, *, host: str, port: int, workers: int) -> None:
    """Serve the WSGI application `target` (``module:name``) until told to stop."""
    import_module(target.partition(":")[0])
    Server(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


def main() -> None:
    """Read the command line that `core.serving` writes."""
    parser = argparse.ArgumentParser(prog="firststop.core.web", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    given = parser.parse_args()
    end_with_parent()
    run_web(given.target, host=given.host, port=given.port, workers=given.workers)


if __name__ == "__main__":
    main()
