"""Tests have no network but this machine's own."""

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

#: Addresses of documentation (RFC 5737, RFC 3849), where nobody is.
ELSEWHERE, ELSEWHERE_6 = "192.0.2.1", "2001:db8::1"


def connect(family: socket.AddressFamily, host: str) -> None:
    with socket.socket(family) as line:
        line.settimeout(1)
        line.connect((host, 80))


def ask_quietly() -> None:
    with socket.socket() as line:
        line.settimeout(1)
        line.connect_ex((ELSEWHERE, 80))


def send_a_datagram() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as line:
        line.sendto(b"a", (ELSEWHERE, 53))


def go_on_without() -> None:
    """Take every failure for no answer, as code does that goes on without a gateway."""
    with suppress(Exception):
        connect(socket.AF_INET, ELSEWHERE)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda: connect(socket.AF_INET, ELSEWHERE), id="a connection"),
        pytest.param(lambda: connect(socket.AF_INET6, ELSEWHERE_6), id="a connection by IPv6"),
        ask_quietly,
        send_a_datagram,
        go_on_without,
    ],
)
def test_another_machine_is_refused(ask: Callable[[], None]) -> None:
    with pytest.raises(pytest.fail.Exception, match="another machine"):
        ask()


def test_this_machine_answers(tmp_path: Path) -> None:
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", 0)),
        (socket.AF_UNIX, str(tmp_path / "socket")),
    ):
        with socket.socket(family) as there, socket.socket(family) as here:
            there.bind(address)
            there.listen()
            here.connect(there.getsockname())
            assert here.getpeername() == there.getsockname()
