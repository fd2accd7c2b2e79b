"""Loading an extract of the national register: what it says of a number is then filled in for whoever registers it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from firststop.core.country import load_pack
from firststop.core.identifiers import check
from firststop.employers.models import RegisterRow

BATCH = 1_000
#: Letters of a name and of an address, as their columns have them.
LONGEST = 255
#: The columns of an extract; number and name must be there.
COLUMNS = ("number", "name", "address", "phone", "site")
#: Called with the number of a row that was passed over, from 1 for the names of the columns, and the rule.
Told = Callable[[int, str], None]


def load_register(rows: Iterable[Mapping[str, str]], *, scheme: str, at: datetime, told: Told) -> dict[str, int]:
    """Make the copy of the register equal to an extract of it; returns how many rows were created, updated, unchanged,
    removed (no longer in it) and refused.

    Refused is a row with a wrong number, without a name or with a name over 255 letters, or with a number that an
    earlier row had. A phone number or a site that cannot be one is left out. Rows are written by the thousand; only a
    complete extract removes.
    """
    counts = Counter[str](dict.fromkeys(("created", "updated", "unchanged", "removed", "refused"), 0))
    numbered = enumerate(rows, start=2)
    while batch := list(islice(numbered, BATCH)):
        read: dict[str, RegisterRow] = {}
        for row, values in batch:
            entry, rule = _read(values, scheme, at)
            if entry is None or entry.number in read:
                counts["refused"] += 1
                told(row, rule or "number.twice")
            else:
                read[entry.number] = entry
        counts.update(_write(read, scheme))
    with transaction.atomic():
        gone = RegisterRow.objects.filter(scheme=scheme, loaded_at__lt=at)
        counts["removed"] = gone.delete()[0] if counts.total() > counts["refused"] else 0
    return dict(counts)


def _read(values: Mapping[str, str], scheme: str, at: datetime) -> tuple[RegisterRow | None, str]:
    """Return the entry of a row, or None and the rule that it breaks."""
    said = {column: (values.get(column) or "").strip() for column in COLUMNS}
    checked = check(scheme, said["number"])
    if checked.verdict == "invalid":
        return None, f"number.{checked.reason}"
    if not said["name"]:
        return None, "name.missing"
    if len(said["name"]) > LONGEST:
        return None, "name.length"
    entry = RegisterRow(
        scheme=scheme,
        number=checked.value_normalised,
        name=said["name"],
        address=said["address"][:LONGEST],
        phone=load_pack(settings.COUNTRY).normalise_phone(said["phone"]) if said["phone"] else None,
        site=said["site"] if _is_site(said["site"]) else None,
        loaded_at=at,
    )
    return entry, ""


def _is_site(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= 300


def _write(read: Mapping[str, RegisterRow], scheme: str) -> Counter[str]:
    facts = ("name", "address", "phone", "site")
    with transaction.atomic():
        known = {row.number: row for row in RegisterRow.objects.filter(scheme=scheme, number__in=read)}
        RegisterRow.objects.bulk_create(
            read.values(),
            update_conflicts=True,
            unique_fields=["scheme", "number"],
            update_fields=[*facts, "loaded_at"],
        )
    counts = Counter[str]()
    for number, entry in read.items():
        before = known.get(number)
        same = before is not None and all(getattr(before, fact) == getattr(entry, fact) for fact in facts)
        counts["created" if before is None else "unchanged" if same else "updated"] += 1
    return counts
