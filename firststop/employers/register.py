"""The national register of enterprises, asked by number; which one it is, a setting says.

`EMPLOYER_REGISTER` is the dotted path of a class without arguments; None (the default): no register can be asked, and
what it would say is written down by staff.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What a register says of one enterprise: `phone` in E.164, `site` an address; None where it has nothing."""

    name: str
    address: str = ""
    director: str | None = None
    phone: str | None = None
    site: str | None = None


class Register(Protocol):
    """What answers for a register."""

    def lookup(self, scheme: str, number: str) -> RegisterEntry | None:
        """Return the entry of a number as it is stored, or None; raises OSError where it cannot be reached."""


def lookup(scheme: str, number: str) -> RegisterEntry | None:
    """Return what the register says of a number; None where it has no entry, or there is no register."""
    path: str | None = getattr(settings, "EMPLOYER_REGISTER", None)
    if path is None:
        return None
    register: Register = import_string(path)()
    return register.lookup(scheme, number)
