"""What placements do when the service takes an ad down: whoever applied or is invited is told at once.

So is who took the application back or was refused: the firm may have seen the name, and kept it.
"""

from collections.abc import Sequence

from firststop.core.changes import consume
from firststop.core.messages import send_message
from firststop.core.models import Change
from firststop.placements.enums import InvitationState
from firststop.placements.models import Application, Invitation
from firststop.vacancies.events import TOPIC, VACANCY_REJECTED

NAME = "placements.warning"


def step() -> int:
    """Read on in the change log and warn the people whom an ad that broke a rule has to do with."""
    return consume(NAME, _warn)


def _warn(entries: Sequence[Change]) -> None:
    for entry in entries:
        if entry.topic == TOPIC and entry.verb == VACANCY_REJECTED:
            for sent in Application.objects.filter(vacancy=entry.subject).order_by("-sent_at"):
                _tell(sent, "placements.taken_down", entry)
            for asked in Invitation.objects.filter(vacancy=entry.subject, state=InvitationState.SENT):
                _tell(asked, "placements.invitation_taken_down", entry)


def _tell(sent: Application | Invitation, kind: str, entry: Change) -> None:
    effect = f"{kind}:{sent.person_id}:{entry.id}"
    send_message(sent.person_id, kind, effect=effect, on=entry.at.date(), subject=sent.id)
