"""The national register of enterprises, asked by number: by wire where a setting says how, else the office's copy.

`EMPLOYER_REGISTER` is the dotted path of a class without arguments; None (the default): what
`firststop employers register` has loaded is read. What neither says is written down by staff.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from firststop.employers.models import RegisterRow


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
    register: Register = import_string(path)() if path else OurCopy()
    return register.lookup(scheme, number)


class OurCopy:
    """The extract that the office has loaded."""

    def lookup(self, scheme: str, number: str) -> RegisterEntry | None:
        """Return the entry of a number, or None."""
        row = RegisterRow.objects.filter(scheme=scheme, number=number).first()
        return None if row is None else RegisterEntry(row.name, row.address, phone=row.phone, site=row.site)
