"""What vacancies do when employers tell that somebody has proven to speak for an enterprise."""

from collections.abc import Sequence

from django.utils import timezone

from firststop.core.changes import consume
from firststop.core.models import Change
from firststop.employers.events import ESTABLISHMENT_VERIFIED, TOPIC
from firststop.employers.queries import related_to
from firststop.vacancies.services import release_verified

NAME = "vacancies.releasing"


def step() -> int:
    """Read on in the change log and put the held ads of proven employers, units too, before a moderator."""
    return consume(NAME, _release)


def _release(entries: Sequence[Change]) -> None:
    proven = [entry.subject for entry in entries if entry.topic == TOPIC and entry.verb == ESTABLISHMENT_VERIFIED]
    for employer in proven:
        for unit in related_to(employer):
            release_verified(unit, at=timezone.now())
