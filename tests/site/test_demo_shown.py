"""Codes of the cast are shown by the demo alone: in its own database, and where nobody else is listened to (A-02)."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from django.conf.global_settings import PASSWORD_HASHERS
from django.utils import timezone
from pytest_django import Settings

from firststop.core.serving import wait_for_port
from firststop.site.demo.marker import MARKER, mark
from tests import cast, people
from tests.architecture.house import ROOT
from tests.journeys.instance import HOST, address_of_database, environment, free_port

pytestmark = [pytest.mark.commits, pytest.mark.row("A-02", "SR-13")]
EVERYWHERE = "0.0.0.0"
#: What is on the sign-in page, on the page of the second factor, and the status of the phone's page.
SHOWN, CLOSED = ("codes", "codes", 200), ("no codes", "no codes", 404)


class Reader:
    """Somebody at a browser on this machine."""

    def __init__(self, port: int) -> None:
        self._base = f"http://{HOST}:{port}/en/"
        self._line = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def read(self, path: str, **facts: str) -> tuple[int, str]:
        """Return the status and the text of a page, or of what comes of sending `facts` to it."""
        body = urllib.parse.urlencode(facts).encode() if facts else None
        try:
            with self._line.open(self._base + path, body, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as no:
            return no.code, no.read().decode()


@contextmanager
def serve(host: str, folder: Path, **more: str) -> Iterator[Reader]:
    """Run `firststop serve` in the database that Django points at, as somebody would type it."""
    port, said = free_port(), folder / "said"
    with (
        environment("firststop.config.settings.development", address_of_database(), folder / "var", **more),
        said.open("wb") as out,
    ):
        if "FIRSTSTOP_DEMO" not in more:
            os.environ.pop("FIRSTSTOP_DEMO", None)
        process = subprocess.Popen(
            [sys.executable, "-m", "firststop.cli", "serve", "--host", host, "--port", str(port)],
            cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            assert wait_for_port(HOST, port, seconds=150, unless=lambda: process.poll() is not None), said.read_text()
            yield Reader(port)
        finally:
            process.terminate()
            process.wait(timeout=60)


def codes(page: str) -> str:
    """Tell whether a page shows what somebody of the cast signs in with: a password, or the app's number of now."""
    assert cast.SAMAT.password
    assert cast.SAMAT.secret
    steps = time.time() % 30 < 5, time.time() % 30 > 25
    now = {people.app_code(cast.SAMAT.secret, steps=step) for step in (-steps[0], 0, +steps[1])}
    return "codes" if any(word in page for word in (cast.SAMAT.password, *now)) else "no codes"


def shown(reader: Reader) -> tuple[str, str, int]:
    """Sign in up to the second factor; return what the two pages show, and the status of the phone's page."""
    assert cast.SAMAT.email
    assert cast.SAMAT.password
    _status, first = reader.read("account/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', first)
    assert token, first
    status, second = reader.read(
        "account/sign-in/", csrfmiddlewaretoken=token[1], login=cast.SAMAT.email, password=cast.SAMAT.password,
        way="password",
    )  # fmt: skip
    assert (status, 'autocomplete="one-time-code"' in second) == (200, True), second
    return codes(first), codes(second), reader.read("demo/phone")[0]


@pytest.mark.parametrize(
    ("marked", "demo", "host", "expected"),
    [
        pytest.param(True, False, HOST, CLOSED, id="served as an office serves"),
        pytest.param(False, True, HOST, CLOSED, id="not the database of a demo"),
        pytest.param(True, True, EVERYWHERE, CLOSED, id="others can reach it"),
        pytest.param(True, True, HOST, SHOWN, id="a demo"),
    ],
)
def test_codes_are_shown_only_by_a_demo_in_its_own_database_on_this_machine(
    committed: str,
    tmp_path: Path,
    settings: Settings,
    *,
    marked: bool,
    demo: bool,
    host: str,
    expected: tuple[str, str, int],
) -> None:
    # A password that the served instance reads; the tests' own hash is no safe one.
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    if marked:
        mark(MARKER, country="kg", on=timezone.localdate())
    people.person(cast.SAMAT)
    with serve(host, tmp_path, **({"FIRSTSTOP_DEMO": "1"} if demo else {})) as reader:
        assert shown(reader) == expected
