"""An organisation's members and keys."""

import uuid

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firststop.accounts.adapter import refusal_as_error
from firststop.accounts.enums import KeyScope, Means, MembershipState, Role
from firststop.accounts.forms.organisations import AcceptForm, HandOverForm, InviteForm, KeyForm
from firststop.accounts.hats import Hat, forget_hats
from firststop.accounts.homes import home_of
from firststop.accounts.models import Membership
from firststop.accounts.policies import administrators, key_issuers
from firststop.accounts.queries import HAT, actor_of, hat_of, keys_of, members_of
from firststop.accounts.services import (
    accept_invitation,
    end_membership,
    forget_tries,
    hand_over,
    invite_member,
    issue_key,
    resume_membership,
    revoke_key,
    suspend_membership,
    take_try,
)
from firststop.accounts.services.invitations import send_invitation
from firststop.accounts.services.keys import MOST as MOST_KEYS
from firststop.accounts.views.limits import too_many
from firststop.accounts.views.own_page import account_of
from firststop.core.refusals import Code, Refused, refuse


def house_of(request: HttpRequest) -> tuple[Hat, uuid.UUID]:
    """Return the hat of the organisation that the request acts for; 404 for whoever acts for none."""
    hat = hat_of(request)
    if hat is None or hat.organisation is None:
        raise Http404
    return hat, hat.organisation


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """List who acts for the organisation."""
    hat, house = house_of(request)
    heads = [pgettext("person", "Name"), _("Role"), pgettext("membership", "State"), pgettext("membership", "Since")]
    shown = {
        "home": home_of(request),
        "hat": hat,
        "members": members_of(house),
        "heads": heads,
        "is_administrator": administrators(request),
    }
    return render(request, "accounts/members.html", shown)


@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody; the code is shown once."""
    hat, house = house_of(request)
    if hat.kind is None:
        raise Http404
    if not ratelimit.consume(request, action="invite"):
        return too_many(request)
    form = InviteForm(request.POST or None, kind=hat.kind)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form, "hat": hat}, status=400 if form.errors else 200)
    contact = form.cleaned_data["contact"]
    role, once = Role(form.cleaned_data["role"]), form.cleaned_data["once"]
    member, code = invite_member(house, role, once=once, at=timezone.now(), by=actor_of(request))
    sent = bool(contact) and send_invitation(contact, code)
    shown = {"hat": hat, "code": code, "member": member, "contact": contact, "sent": sent}
    return render(request, "accounts/invited.html", shown)


def member(request: HttpRequest, membership: uuid.UUID) -> HttpResponse:
    """Show one member, and what can be done: by an administrator, or by the member who leaves."""
    _hat, house = house_of(request)
    account = account_of(request)
    found = Membership.objects.filter(id=membership, organisation=house).select_related("account").first()
    is_own = found is not None and found.account_id == account.pk
    if found is None or found.state == MembershipState.ENDED or not (administrators(request) or is_own):
        raise Http404
    hands_over = request.POST.get("deed") == "hand_over"
    successors = _successors(house, found)
    form = HandOverForm(request.POST if hands_over else None, successors=successors)
    if request.method == "POST" and (not hands_over or form.is_valid()):
        return _change(request, found, form)
    shown = {
        "member": found,
        "is_own": is_own,
        "is_administrator": administrators(request),
        "form": form,
        "has_heirs": found.role == Role.ADMINISTRATOR and bool(successors),
    }
    return render(request, "accounts/member.html", shown, status=400 if form.errors else 200)


def _successors(house: uuid.UUID, member: Membership) -> list[tuple[str, str]]:
    """Return who else is there, as choices: each active member once."""
    colleagues = {
        other.account_id: other.account
        for other in members_of(house)
        if other.state == MembershipState.ACTIVE and other.account_id not in (None, member.account_id)
    }
    named = {key: each.get_full_name() or _("No name yet") for key, each in colleagues.items() if each is not None}
    return [(str(key), name) for key, name in named.items()]


def _change(request: HttpRequest, found: Membership, form: HandOverForm) -> HttpResponse:
    at, by = timezone.now(), actor_of(request)
    match request.POST.get("deed"):
        case "suspend":
            suspend_membership(found.id, by=by, at=at)
        case "resume":
            resume_membership(found.id, by=by, at=at)
        case "end":
            end_membership(found.id, by=by, at=at)
        case "hand_over":
            hand_over(found.id, uuid.UUID(form.cleaned_data["successor"]), by=by, at=at)
        case _:
            raise refuse(Code.UNKNOWN, "membership.deed", _("We do not know this step."))
    forget_hats(request)
    hat = hat_of(request)
    stays = hat is not None and hat.organisation == found.organisation_id
    return HttpResponseRedirect(reverse("accounts:members" if stays else "accounts:home"))


def invitation(request: HttpRequest) -> HttpResponse:
    """Take up an invitation by its code."""
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account, at = account_of(request), timezone.now()
        try:
            take_try(Means.INVITATION, str(account.pk), at=at)
            member = accept_invitation(form.cleaned_data["code"], account.pk, at=at, by=actor_of(request))
        except Refused as no:
            form.add_error("code", refusal_as_error(no))
        else:
            forget_tries(Means.INVITATION, str(account.pk))
            request.session[HAT] = str(member.organisation_id)
            return HttpResponseRedirect(reverse("accounts:home"))
    return render(request, "accounts/invitation.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """List the organisation's keys; issue one, which is shown once; end one."""
    hat, house = house_of(request)
    at, by = timezone.now(), actor_of(request)
    form, secret = KeyForm(), None
    if request.method == "POST":
        if not key_issuers(request):
            raise refuse(Code.FORBIDDEN, "key.second_factor", _("Use your second factor first."))
        if ended := request.POST.get("end"):
            revoke_key(house, _key_id(ended), by=by, at=at)
            return HttpResponseRedirect(reverse("accounts:keys"))
        form = KeyForm(request.POST)
        if form.is_valid():
            scopes = [KeyScope(scope) for scope in form.cleaned_data["scopes"]]
            _key, secret = issue_key(house, name=form.cleaned_data["name"], scopes=scopes, by=by, at=at)
            form = KeyForm()
    found = keys_of(house)
    living = [key for key in found if key.revoked_at is None and key.ends_at > at]
    trials = sum(key.is_trial for key in living)
    shown = {
        "home": home_of(request),
        "hat": hat,
        "form": form,
        "secret": secret,
        "living": living,
        "two_live": len(living) - trials >= MOST_KEYS,
        "two_trials": trials >= MOST_KEYS,
        "ended": [key for key in found if key.revoked_at is not None or key.ends_at <= at],
        "may_issue": key_issuers(request),
        "heads": [pgettext("key", "Name"), _("Begins with"), pgettext("key", "May"), _("Works until")],
    }
    return render(request, "accounts/keys.html", shown, status=400 if form.errors else 200)


def _key_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong
