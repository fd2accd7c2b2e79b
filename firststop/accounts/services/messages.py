"""What a reader does with messages: answers a question, and says by what channel they come."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.accounts.models import Account
from firststop.core.actor import Actor
from firststop.core.messages import NO, YES, answer_message, declared_kinds
from firststop.core.models import Message
from firststop.core.refusals import Code, not_found, refuse


def answer_question(message: uuid.UUID, answer: str, *, by: Actor, at: datetime) -> bool:
    """Settle a question to `by` with yes or no, whichever way it went; returns whether it was open.

    The first answer stands. Refuses another answer, what is no question to this person, and what has a page of its own.
    """
    with transaction.atomic():
        asked = Message.objects.select_for_update().filter(id=message, person=by.id, asks=True).first()
        if asked is None or declared_kinds()[asked.kind].spoken:
            raise not_found(_("There is no such question for you."))
        if answer not in (YES, NO):
            raise refuse(Code.INVALID_VALUE, "message.answer", _("Answer yes or no."), pointer="/answer")
        was_open = asked.is_open
        if was_open:
            answer_message(asked, answer, at=at)
    return was_open


def set_channel(account: uuid.UUID, channel: str, *, by: Actor) -> None:
    """Reach a person by `channel` from now on; refuses somebody else, and a channel that leads nowhere."""
    if by.id != str(account):
        raise refuse(Code.FORBIDDEN, "account.channel_own", _("Only you can choose how we reach you."))
    if channel not in Account.objects.get(id=account).open_channels():
        raise refuse(
            Code.INVALID_VALUE,
            "account.channel",
            _("We cannot reach you this way yet."),
            pointer="/channel",
            hint=_("Add the number or the address first."),
        )
    Account.objects.filter(id=account).update(channel=channel)
