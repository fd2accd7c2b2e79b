"""A served office whose lines to the database and to the mail server can fail."""

import http.client
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from django.db import connections
from psycopg.conninfo import make_conninfo

from tests.faults.letters import MailServer
from tests.faults.proxy import FaultyLine
from tests.journeys.instance import HOST, environment, started
from tests.scene import Scene


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: Message
    text: str
    seconds: float


@dataclass
class Office:
    """The served instance, its lines and what is in it."""

    port: int
    database: FaultyLine
    post: FaultyLine
    mail: MailServer
    scene: Scene

    def ask(self, path: str, *, body: bytes | None = None, **headers: str) -> Answer:
        """Ask for a page, or send `body` to it; ConnectionError and TimeoutError where nothing comes."""
        begun = time.monotonic()
        line = http.client.HTTPConnection(HOST, self.port, timeout=120)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            line.request("GET" if body is None else "POST", path, body, named)
            came = line.getresponse()
            text = came.read().decode()
        finally:
            line.close()
        return Answer(came.status, came.headers, text, time.monotonic() - begun)

    def ready(self, seconds: float = 60) -> bool:
        """Wait until the service answers from its database; return whether it did in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.ask("/health").status == 200 and self.ask("/en/vacancies/").status == 200:
                return True
            time.sleep(0.2)
        return False

    def cookie(self, role: str) -> str:
        """Return the cookie of a session of a role, made beside the faulty line."""
        cookies: Any = self.scene.client(role).cookies
        return f"sessionid={cookies['sessionid'].value}"


@contextmanager
def opened(scene: Scene, folder: Path) -> Iterator[Office]:
    """Serve the database that Django points at, by lines that can fail, until the block ends."""
    given: Any = connections["default"].get_connection_params()
    with ExitStack() as stack:
        socket = f"{given['host']}/.s.PGSQL.{given.get('port') or 5432}"
        database = stack.enter_context(FaultyLine(socket))
        mail = stack.enter_context(MailServer())
        post = stack.enter_context(FaultyLine(mail.port))
        address = make_conninfo(host=HOST, port=database.port, dbname=given["dbname"], user=given.get("user"))
        letters = f"smtp://{HOST}:{post.port}"
        stack.enter_context(environment("tests.journeys.settings", address, folder, FIRSTSTOP_MAIL=letters))
        port = stack.enter_context(started(150))
        yield Office(port, database, post, mail, scene)
