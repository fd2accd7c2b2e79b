"""Where an application stands, as a line of stops: what is done, whose turn it is, what is to come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.limits import patience_at
from firststop.placements.models import Application


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the line; `state` is one of done, yours, theirs, open, ended."""

    state: str
    word: str
    note: str = ""


_S = ApplicationState


def line_of(sent: Application) -> list[Stop]:
    """Return the stops of an application as its person reads them, in the active language."""
    state = ApplicationState(sent.state)
    first = Stop("done", pgettext("application", "Sent"), day(sent.sent_at))
    if state is _S.NEW:
        return [first, Stop("theirs", _("The firm reads it"), _answer_by(sent)), _decision()]
    if state in (_S.WITHDRAWN, _S.HIRED_ELSEWHERE):
        word = _("You took it back") if state is _S.WITHDRAWN else _("You found other work")
        return [first, Stop("ended", word, day(sent.touched_at))]
    if sent.silent:
        closed = _("closed on %(day)s") % {"day": day(sent.touched_at)}
        return [first, Stop("ended", _("The firm did not answer"), closed)]
    read = Stop("done", pgettext("application", "Read"), day(sent.touched_at) if state is _S.IN_REVIEW else "")
    return [first, read, *_after_reading(sent, state)]


def _after_reading(sent: Application, state: ApplicationState) -> list[Stop]:
    if state is _S.TRIAL:
        return [Stop("yours", _("You meet"), meeting(sent) or _("the firm calls you")), _decision()]
    if state is _S.HIRED:
        return [Stop("done", _("You are hired"), day(sent.touched_at))]
    if state is _S.REFUSED:
        reason = RefusalReason(sent.reason).for_seeker if sent.reason else ""
        return [Stop("ended", pgettext("application", "Refused"), f"{day(sent.touched_at)}: {reason}")]
    if state is _S.POSTPONED:
        return [Stop("theirs", _("Put off"), _answer_by(sent)), _decision()]
    if state is _S.POOL:
        return [Stop("theirs", _("Kept for later"), _("the firm calls you when there is a place")), _decision()]
    return [Stop("theirs", _("The firm decides"), _answer_by(sent)), _decision()]


def after_invitation(*, answer_by: date) -> list[Stop]:
    """Return what follows when a firm invites somebody, as the firm reads it."""
    return [
        Stop("yours", _("Today:"), _("the person sees your firm, the vacancy and your message.")),
        Stop(
            "open",
            _("By %(day)s:") % {"day": day(answer_by)},
            _("the person says yes or no. A no is final for this vacancy."),
        ),
        Stop("open", _("After a yes:"), _("you see the name and how to reach the person, and plan a meeting.")),
    ]


def _decision() -> Stop:
    return Stop("open", _("Decision"))


def _answer_by(sent: Application) -> str:
    closes = patience_at(sent.touched_at).closes_on(spontaneous=sent.is_spontaneous)
    latest = timezone.localdate(sent.touched_at + timedelta(days=closes - 1))
    return _("answers by %(day)s at the latest") % {"day": day(latest)}


def day(at: datetime | date) -> str:
    """Return a day as people write it."""
    return date_format(timezone.localtime(at) if isinstance(at, datetime) else at, "DATE_FORMAT")


def meeting(sent: Application) -> str:
    """Return when and where a firm meets who applied; empty where it named no moment."""
    when = moment(sent.meeting_at) if sent.meeting_at else ""
    return ", ".join(filter(None, [when, sent.meeting_place]))


def moment(at: datetime) -> str:
    """Return a day and an hour as people write them."""
    local = timezone.localtime(at)
    return _("%(day)s at %(hour)s") % {"day": day(local), "hour": date_format(local, "H:i")}
