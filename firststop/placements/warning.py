"""What placements do when the service takes an ad down: whoever applied is told at once."""

from collections.abc import Sequence

from firststop.core.changes import consume
from firststop.core.messages import send_message
from firststop.core.models import Change
from firststop.placements.enums import ARCHIVABLE
from firststop.placements.models import Application
from firststop.vacancies.events import TOPIC, VACANCY_REJECTED

NAME = "placements.warning"


def step() -> int:
    """Read on in the change log and warn the people whose application waits with an ad that broke a rule."""
    return consume(NAME, _warn)


def _warn(entries: Sequence[Change]) -> None:
    for entry in entries:
        if entry.topic == TOPIC and entry.verb == VACANCY_REJECTED:
            waiting = Application.objects.filter(vacancy=entry.subject).exclude(state__in=ARCHIVABLE)
            for sent in waiting:
                effect = f"placements.taken_down:{sent.id}:{entry.id}"
                send_message(
                    sent.person_id, "placements.taken_down", effect=effect, on=entry.at.date(), subject=sent.id
                )


def rebuild() -> int:
    """There is nothing to build anew: whoever was warned stays so."""
    return 0
