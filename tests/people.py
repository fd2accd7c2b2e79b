"""The cast in the database: people with their roles, and clients that are signed in as they would be."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from firststop.accounts import services
from firststop.accounts.enums import OrganisationKind, Role
from firststop.accounts.models import Account, Membership, Organisation
from firststop.accounts.queries import HAT, account_at
from firststop.accounts.services.sessions import note_session
from firststop.core.actor import Actor, ActorKind, system
from tests import cast

BY = system("tests")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person(who: cast.Person, *, language: str | None = None) -> Account:
    """Return one of the cast with every role and second factor; made at the first call, found at the next."""
    account = _bare(who, language=language)
    for part in who.parts:
        _take_part(account, part)
    if who.secret and not Authenticator.objects.filter(user=account).exists():
        TOTP.activate(account, who.secret)
        RecoveryCodes.activate(account)
    return account


def organisation_of(firm: cast.Firm) -> Organisation:
    """Return a firm of the cast, with whoever of the cast is its administrator."""
    name = firm.name()
    known = Organisation.objects.filter(name=name).first()
    if known is not None:
        return known
    founder = next(who for who in cast.CAST for part in who.parts if part == cast.Part(firm, Role.ADMINISTRATOR))
    return services.register_organisation(
        kind=OrganisationKind(firm.kind), name=name, founder=_bare(founder).id, at=timezone.now(), by=BY
    )


def everybody() -> dict[str, Account]:
    """Return the whole cast by key."""
    return {who.key: person(who) for who in cast.CAST}


def actor(who: cast.Person) -> Actor:
    """Return one of the cast as the doer of a deed, for the first organisation if there is one."""
    account = person(who)
    if not who.parts:
        return Actor(str(account.id), ActorKind.PERSON)
    kind = ActorKind.STAFF if who.is_staff else ActorKind.PERSON
    return Actor(str(account.id), kind, str(organisation_of(who.parts[0].firm).id))


def moderator() -> Actor:
    """Return who of the cast decides about vacancies."""
    return actor(cast.SAMAT)


def lead() -> Actor:
    """Return the team lead of the cast, who serves the desk and decides what a moderator's colleague must."""
    return actor(cast.MEERIM)


def signed_in(who: cast.Person, *, second_factor: bool = True, fresh: bool = True, hat: str | None = None) -> Client:
    """Return a client that is signed in as one of the cast, as if through the sign-in pages a moment ago.

    `second_factor` False: staff who have not used it in this session. `fresh` False: signed in an hour ago. `hat`: the
    id of the organisation to act for, "" for oneself.
    """
    return client_of(person(who), second_factor=second_factor, fresh=fresh, hat=hat)


def client_of(account: Account, *, second_factor: bool = True, fresh: bool = True, hat: str | None = None) -> Client:
    """Return a client that is signed in as this account; see `signed_in`."""
    client = Client()
    request = HttpRequest()
    request.session = client.session
    login(request, account, backend=BACKEND)
    record_authentication(request, account, "code")
    app = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if second_factor and app is not None:
        record_authentication(request, account, "mfa", id=app.pk, type=app.type)
    if not fresh:
        for record in request.session["account_authentication_methods"]:
            record["at"] = time.time() - 3_600
    if hat is not None:
        request.session[HAT] = hat
    request.session.save()
    key = str(request.session.session_key)
    client.cookies["sessionid"] = key
    note_session(account.id, key, at=timezone.now(), ends_at=request.session.get_expiry_date())
    return client


def app_code(secret: str, *, steps: int = 0) -> str:
    """Return the number that an app with this secret shows now, or some steps of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def _bare(who: cast.Person, *, language: str | None = None) -> Account:
    known = account_at(who.phone or who.email or "")
    if known is not None:
        return known
    name = who.name()
    return services.create_account(
        by=BY,
        phone=who.phone,
        email=who.email,
        given_name=name.given,
        family_name=name.family,
        language=language or who.language,
        password=who.password,
        phone_verified=who.phone is not None,
        email_verified=who.email is not None,
    )


def _take_part(account: Account, part: cast.Part) -> None:
    house, role = organisation_of(part.firm), Role(part.role)
    # Whoever has left, or was sent away, stays away.
    if Membership.objects.filter(organisation=house, account=account, role=role).exists():
        return
    _member, code = services.invite_member(house.id, role, at=timezone.now(), by=BY)
    services.accept_invitation(code, account.id, at=timezone.now(), by=BY)
