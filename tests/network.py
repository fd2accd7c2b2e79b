"""No test speaks to another machine: what this process sends anywhere but to itself ends the test.

The database's own library is no Python and is not heard: an external server may be elsewhere.
"""

import ipaddress
import socket
import sys

import pytest

_SENDING = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def refuse() -> None:
    """Refuse the network to this process from now on, by Python's audit events, which no library can pass by."""
    sys.addaudithook(_hear)


def is_here(family: int, address: object) -> bool:
    """Whether an address is on this machine: loopback, or no address of the Internet at all, such as a Unix socket."""
    if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
        return True
    host = str(address[0]).partition("%")[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hear(event: str, given: tuple[object, ...]) -> None:
    if event in _SENDING and isinstance(line := given[0], socket.socket) and not is_here(line.family, given[1]):
        # No `Exception`: code that goes on without its network would hide it.
        pytest.fail(f"A test speaks to another machine: {given[1]}")
