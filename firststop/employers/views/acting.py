"""The page on which an enterprise, or staff for it, names who finds people for it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import requires
from firststop.core.parameters import takes
from firststop.core.refusals import not_found
from firststop.employers.policies import may_name_agencies
from firststop.employers.queries import EstablishmentCard, agencies_of, clients_of, establishment, find_employers
from firststop.employers.services import begin_acting, end_acting

#: How many enterprises of a name are shown; of more, the page says that there are.
SHOWN = 20


@requires(may_name_agencies)
@takes("name")
@require_http_methods(["GET", "POST"])
def agencies(request: HttpRequest, employer: uuid.UUID) -> HttpResponse:
    """Show who acts for an enterprise and for whom it acts; name one more, or, as staff, end it."""
    card, hat = _own(request, employer), hat_of(request)
    if request.method == "POST":
        _change(request, card)
        return redirect("employers:agencies", card.id)
    named, typed = agencies_of(card.id), request.GET.get("name", "")[:120]
    known, like = {card.id, *(each.card.id for each in named)}, find_employers(typed, limit=SHOWN + 1)
    shown = {
        "employer": card,
        "agencies": named,
        "clients": clients_of(card.id),
        "typed": typed,
        "found": [found for found in like[:SHOWN] if found.id not in known],
        "more": len(like) > SHOWN,
        "may_end": hat is not None and hat.is_staff,
    }
    return render(request, "employers/agencies.html", shown)


def _change(request: HttpRequest, card: EstablishmentCard) -> None:
    by, now = actor_of(request), timezone.now()
    if "end" in request.POST:
        end_acting(_key(request.POST["end"]), card.id, by=by, at=now)
        messages.success(request, _("It does not act for this enterprise any more."))
    else:
        begin_acting(_key(request.POST.get("begin", "")), card.id, by=by, at=now)
        messages.success(request, _("Noted. People who hide from this enterprise are hidden from it too."))


def _own(request: HttpRequest, employer: uuid.UUID) -> EstablishmentCard:
    hat, card = hat_of(request), establishment(employer)
    if hat is None or card is None or not (hat.is_staff or card.organisation == hat.organisation):
        raise not_found(_("There is no such employer."))
    return card


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise not_found(_("There is no such employer.")) from wrong
