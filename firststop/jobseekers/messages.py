"""What jobseekers are written; outside the house it names nobody."""

from django.utils.translation import gettext_lazy as _

from firststop.core.messages import MessageKind, declare_message
from firststop.jobseekers.services.calling import CALL_ME


def declare() -> None:
    """Declare every kind of message; the application calls it once."""
    declare_message(
        MessageKind(
            CALL_ME,
            title=_("A firm asked for you with your code"),
            text=_("A firm has your code and wants to talk to you. We call you. It does not have your number."),
            sms=_("a firm asked for you with your code. We call you"),
        )
    )
