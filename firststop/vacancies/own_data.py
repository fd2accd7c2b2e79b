"""What vacancies hold about a person: taken away by the person, or erased."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from firststop.accounts.queries import name_of, reach
from firststop.core.held import rows_about
from firststop.vacancies.models import Appeal, Contact

#: What a person takes away, by part.
EXPORTERS: dict[str, Callable[[uuid.UUID], Any]] = {
    "reports": lambda person: rows_about(person, "vacancies.ReaderReport"),
    "saved_searches": lambda person: rows_about(
        person, "vacancies.SavedSearch", without=("folded", "seen_transaction", "seen_entry")
    ),
    "sent_alerts": lambda person: rows_about(person, "vacancies.SentAlert"),
    "contact_in_vacancies": lambda person: list(_named(person).values("vacancy", "name", "role", "phone", "email")),
    "tables": lambda person: rows_about(person, "vacancies.TableUpload"),
    "appeals": lambda person: list(Appeal.objects.filter(by=person).values("text", "at", "decided_at", "upheld")),
}


def erase_contacts(person: uuid.UUID, _at: datetime) -> None:
    """Take the person out of the contacts of vacancies; the vacancy stays, with its other ways to apply."""
    _named(person).delete()


def _named(person: uuid.UUID) -> QuerySet[Contact]:
    """Return the contacts that are this person: by number or address, or by name in an ad that the person posted."""
    way, name = reach(person), name_of(person)
    same = Q(pk__in=[])
    if way is not None and way.phone:
        same |= Q(phone=way.phone)
    if way is not None and way.email:
        same |= Q(email__iexact=way.email)
    if name.full:
        same |= Q(vacancy__posted_by=str(person)) & Q(name__in=[name.full, " ".join(reversed(name.full.split(" ", 1)))])
    return Contact.objects.filter(same)
