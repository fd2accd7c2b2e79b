"""Wrong tries: counted before they are judged, so that fifty at once are still ten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from firststop.accounts.enums import Means
from firststop.accounts.models import WrongTries
from firststop.accounts.rules import CLOSED_FOR, MOST_TRIES, wait_after
from firststop.accounts.secrets import keyed_digest
from firststop.core.refusals import Code, Refused, Text, refuse

CLOSED = "sign_in.closed"
WAIT = "sign_in.wait"


def take_try(means: Means, subject: str, *, at: datetime) -> None:
    """Count one try by `means` at `subject` (an account's id, else the number or address that was typed).

    Refuses, without counting, while one has to wait: a little after the third wrong try in a row, twice as long after
    each further one, a day after the tenth. `forget_tries` after a right one.
    """
    digest = _digest(means, subject)
    with transaction.atomic():
        WrongTries.objects.get_or_create(
            digest=digest, defaults={"last_at": at, "wait_until": at, "delete_on": (at + 2 * CLOSED_FOR).date()}
        )
        known = WrongTries.objects.select_for_update().get(digest=digest)
        if at < known.wait_until:
            raise _too_many(means, known, at)
        if at - known.last_at >= CLOSED_FOR:
            known.tries = 0
        known.tries += 1
        known.last_at, known.wait_until = at, at + wait_after(known.tries)
        known.delete_on = (at + 2 * CLOSED_FOR).date()
        known.save()


def forget_tries(means: Means, subject: str) -> None:
    """Forget the wrong tries before a right one."""
    WrongTries.objects.filter(digest=_digest(means, subject)).delete()


def _digest(means: Means, subject: str) -> str:
    return keyed_digest("tries", f"{means}:{subject}")


def _too_many(means: Means, known: WrongTries, at: datetime) -> Refused:
    wait = known.wait_until - at
    closed = known.tries >= MOST_TRIES
    if closed:
        no = refuse(
            Code.TOO_MANY,
            CLOSED,
            _("There were ten wrong tries, so this way in is closed for a day."),
            hint=_way_on(means),
        )
    else:
        no = refuse(Code.TOO_MANY, WAIT, _wait_words(wait))
    no.retry_after = max(1, round(wait.total_seconds()))
    return no


def _wait_words(wait: timedelta) -> Text:
    seconds = max(1, round(wait.total_seconds()))
    if seconds < 60:
        words = ngettext_lazy(
            "Wait %(count)d second, then try again.", "Wait %(count)d seconds, then try again.", "count"
        )
        return words % {"count": seconds}
    words = ngettext_lazy("Wait %(count)d minute, then try again.", "Wait %(count)d minutes, then try again.", "count")
    return words % {"count": -(-seconds // 60)}


def _way_on(means: Means) -> Text:
    return {
        Means.PASSWORD: _("Sign in with a code instead."),
        Means.CODE: _("Come back tomorrow, or go to an employment office."),
        Means.SECOND_FACTOR: _("Go to an employment office: two members of staff can help you."),
        Means.INVITATION: _("Ask for a new invitation and come back tomorrow."),
    }[means]
