"""Writing placements: apply, invite, answer, decide, hire."""

from firststop.placements.services.applications import (
    apply,
    archive,
    hire,
    move_application,
    refuse_application,
    remind_and_close,
    withdraw,
)
from firststop.placements.services.invitations import answer_invitation, invite, lapse_invitations

__all__ = [
    "answer_invitation",
    "apply",
    "archive",
    "hire",
    "invite",
    "lapse_invitations",
    "move_application",
    "refuse_application",
    "remind_and_close",
    "withdraw",
]
