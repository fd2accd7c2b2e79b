"""States of applications and invitations, and the reasons of a refusal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    """Where an application is."""

    NEW = "new", pgettext_lazy("application", "Sent")
    IN_REVIEW = "in_review", _("Being read")
    POSTPONED = "postponed", _("Put off")
    TRIAL = "trial", _("Meeting or trial")
    HIRED = "hired", _("Hired")
    REFUSED = "refused", pgettext_lazy("application", "Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HIRED_ELSEWHERE = "hired_elsewhere", _("Found work elsewhere")
    POOL = "pool", _("Kept for later")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self in _OPEN


_S = ApplicationState
_OPEN = frozenset({_S.NEW, _S.IN_REVIEW, _S.POSTPONED, _S.TRIAL, _S.POOL})
_ENDS = frozenset({_S.HIRED, _S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE})

#: FROM -> TO; whatever is not drawn is refused. A refusal may be reconsidered; a hire and a withdrawal are final.
APPLICATION_ARROWS: dict[ApplicationState, frozenset[ApplicationState]] = {
    _S.NEW: frozenset({_S.IN_REVIEW, _S.POSTPONED, _S.TRIAL, _S.POOL}) | _ENDS,
    _S.IN_REVIEW: frozenset({_S.POSTPONED, _S.TRIAL, _S.POOL}) | _ENDS,
    _S.POSTPONED: frozenset({_S.IN_REVIEW, _S.TRIAL, _S.POOL}) | _ENDS,
    _S.TRIAL: _ENDS,
    _S.POOL: frozenset({_S.IN_REVIEW}) | _ENDS,
    _S.REFUSED: frozenset({_S.IN_REVIEW}),
    _S.HIRED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.HIRED_ELSEWHERE: frozenset(),
}
#: Only what is over may be put away.
ARCHIVABLE = frozenset({_S.REFUSED, _S.WITHDRAWN, _S.HIRED_ELSEWHERE})


class RefusalReason(models.TextChoices):
    """Why a firm says no. Each has a sentence that the jobseeker reads."""

    NO_SHOW = "no_show", _("Did not come to the meeting")
    UNREACHABLE = "unreachable", _("Could not be reached")
    NOT_MOBILE = "not_mobile", _("Cannot get to the place of work")
    SKILLS_MISSING = "skills_missing", _("Skills are missing")
    QUALIFICATION_MISSING = "qualification_missing", _("A qualification is missing")
    LANGUAGE = "language", _("Language level is not enough")
    AVAILABILITY = "availability", _("Not available when needed")
    PAY_EXPECTATION = "pay_expectation", _("Wants more pay than we can give")
    POSITION_FILLED = "position_filled", _("The position is filled")
    POSITION_WITHDRAWN = "position_withdrawn", _("The position is not offered any more")
    DUPLICATE = "duplicate", _("Applied twice")
    NOT_ELIGIBLE = "not_eligible", _("Does not meet a legal condition")
    CANDIDATE_DECLINED = "candidate_declined", _("The candidate said no")
    OTHER = "other", _("Another reason")

    @property
    def for_seeker(self) -> str:
        """What the jobseeker reads, in plain words and without blame."""
        return str(_FOR_SEEKER[self])


_FOR_SEEKER = {
    RefusalReason.NO_SHOW: _("You did not meet as agreed. If something came up, tell the firm."),
    RefusalReason.UNREACHABLE: _("The firm could not reach you. Check your phone number in your profile."),
    RefusalReason.NOT_MOBILE: _("The place of work is too far for you."),
    RefusalReason.SKILLS_MISSING: _("The firm looks for skills that your profile does not show."),
    RefusalReason.QUALIFICATION_MISSING: _("This work needs a certificate that your profile does not show."),
    RefusalReason.LANGUAGE: _("The firm needs a higher language level."),
    RefusalReason.AVAILABILITY: _("Your times and the firm's do not fit."),
    RefusalReason.PAY_EXPECTATION: _("The firm cannot pay what you wish."),
    RefusalReason.POSITION_FILLED: _("The place is filled already."),
    RefusalReason.POSITION_WITHDRAWN: _("The firm does not fill this place any more."),
    RefusalReason.DUPLICATE: _("You applied twice; the other application goes on."),
    RefusalReason.NOT_ELIGIBLE: _("The law sets a condition for this work that is not met."),
    RefusalReason.CANDIDATE_DECLINED: _("You said no."),
    RefusalReason.OTHER: _("The firm chose somebody else."),
}


class InvitationState(models.TextChoices):
    """Where an invitation is. A no is final for that vacancy."""

    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Said yes")
    DECLINED = "declined", _("Said no")
    LAPSED = "lapsed", _("Not answered in time")


INVITATION_ARROWS: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.SENT: frozenset({InvitationState.ACCEPTED, InvitationState.DECLINED, InvitationState.LAPSED}),
    InvitationState.ACCEPTED: frozenset(),
    InvitationState.DECLINED: frozenset(),
    InvitationState.LAPSED: frozenset(),
}
