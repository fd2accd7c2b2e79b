"""Writing placements: apply, invite, answer, decide, hire."""

from firststop.placements.services.applications import (
    apply,
    apply_to_firm,
    archive,
    hire,
    move_application,
    plan_meeting,
    refuse_application,
    remind_and_close,
    takes_spontaneous,
    withdraw,
)
from firststop.placements.services.invitations import (
    answer_invitation,
    invite,
    lapse_invitations,
    take_invitation_answer,
)
from firststop.placements.services.meetings import ask_coming, take_coming

__all__ = [
    "answer_invitation",
    "apply",
    "apply_to_firm",
    "archive",
    "ask_coming",
    "hire",
    "invite",
    "lapse_invitations",
    "move_application",
    "plan_meeting",
    "refuse_application",
    "remind_and_close",
    "take_coming",
    "take_invitation_answer",
    "takes_spontaneous",
    "withdraw",
]
