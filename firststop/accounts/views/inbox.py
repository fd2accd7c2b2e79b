"""One's messages: read in the product whatever channel they also went by, answered here, and how they come."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firststop.accounts.enums import CHANNELS
from firststop.accounts.forms.own_page import ChannelForm
from firststop.accounts.homes import home_of
from firststop.accounts.queries import actor_of
from firststop.accounts.services import answer_question, set_channel
from firststop.accounts.views.own_page import account_of
from firststop.core.access import access_of
from firststop.core.messages import declared_kinds, inbox_of, message_by_id, note_read, words_of
from firststop.core.models import Message
from firststop.core.models.messages import Channel, MessageState
from firststop.core.parameters import takes
from firststop.core.refusals import Text, not_found

#: How many messages a page shows; older ones stand on the next.
SHOWN = 50
_ON_ITS_WAY: dict[str, Text] = {
    Channel.SMS: gettext_lazy("The text message is on its way"),
    Channel.EMAIL: gettext_lazy("The e-mail is on its way"),
}
_SENT: dict[str, Text] = {
    Channel.SMS: gettext_lazy("Also sent as a text message"),
    Channel.EMAIL: gettext_lazy("Also sent by e-mail"),
}
_LOST: dict[str, Text] = {
    Channel.SMS: gettext_lazy("The text message did not reach you: check your number"),
    Channel.EMAIL: gettext_lazy("The e-mail did not reach you: check your address"),
}


@require_safe
@takes("before")
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the messages to the reader, newest first, and note that they were read."""
    account, language = account_of(request), get_language()
    before = _own_message(account.pk, request.GET["before"]) if "before" in request.GET else None
    found = inbox_of(account.pk, before=before, limit=SHOWN + 1)
    page = found[:SHOWN]
    note_read(page, at=timezone.now())
    shown = {
        "home": home_of(request),
        "lines": [
            (it, words_of(it, language), _went(it), _leads_to(request, it), declared_kinds()[it.kind].spoken)
            for it in page
        ],
        "reached_by": CHANNELS[account.reached_by],
        "older": f"?before={page[-1].id}" if len(found) > SHOWN else "",
        "newest": before is not None,
    }
    return render(request, "accounts/messages.html", shown)


@require_POST
def answer(request: HttpRequest, message: uuid.UUID) -> HttpResponse:
    """Answer a question with yes or no."""
    if answer_question(message, request.POST.get("answer", ""), by=actor_of(request), at=timezone.now()):
        messages.success(request, _("Thank you. We have your answer."))
    else:
        messages.info(request, _("You have answered this already. Your first answer stands."))
    return HttpResponseRedirect(reverse("accounts:messages"))


def channel(request: HttpRequest) -> HttpResponse:
    """Choose by what one is reached."""
    account = account_of(request)
    now, channels = {"channel": account.reached_by.value}, account.open_channels()
    form = ChannelForm(request.POST or None, initial=now, channels=channels)
    if request.method == "POST" and form.is_valid():
        set_channel(account.pk, form.cleaned_data["channel"], by=actor_of(request))
        return HttpResponseRedirect(reverse("accounts:settings"))
    shown = {"form": form, "no_number": Channel.SMS not in channels, "no_address": Channel.EMAIL not in channels}
    return render(request, "accounts/channel.html", shown, status=400 if form.errors else 200)


def _own_message(account: uuid.UUID, text: str) -> Message:
    try:
        found = message_by_id(uuid.UUID(text))
    except ValueError:
        found = None
    if found is None or found.person != account:
        raise not_found(_("There is no such message for you."))
    return found


def _leads_to(request: HttpRequest, message: Message) -> str:
    """Return where the reader goes on; nowhere for a page that stays closed to the hat they wear."""
    kind = declared_kinds()[message.kind]
    if not kind.page or (kind.of_subject and message.subject is None):
        return ""
    address = reverse(kind.page, args=[message.subject] if kind.of_subject else [])
    access = access_of(resolve(address).func)
    return address if access and access.admits(request) else ""


def _went(message: Message) -> Text:
    here = _("Only on this page")
    if message.state == MessageState.FAILED:
        return _LOST.get(message.channel, here)
    if message.state == MessageState.WAITING:
        return _ON_ITS_WAY.get(message.channel, here)
    return _SENT.get(message.channel, here) if message.sent_at else here
