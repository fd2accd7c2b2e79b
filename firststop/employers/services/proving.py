"""Proving that somebody speaks for an enterprise: five ways, any one is enough."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as text
from django.utils.translation import gettext_lazy as _

from firststop.accounts.enums import AT_THE_DESK, Role
from firststop.accounts.services import hold_staff_right
from firststop.casework.enums import Clock
from firststop.casework.queries import office_for
from firststop.casework.services import finish_task, open_task
from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.core.sms import send_sms
from firststop.employers.enums import Verification, VerificationState
from firststop.employers.events import ESTABLISHMENT_REGISTERED, ESTABLISHMENT_VERIFIED, TOPIC
from firststop.employers.models import Establishment, Proof
from firststop.employers.services.holding import hold_enterprise

QUEUE = "employers.proof"
MOST_TRIES = 10
MOST_A_DAY = 5
NOTE = 200
#: Ways that begin with something that staff do; a visit waits for the visitor.
FOR_STAFF = frozenset({Verification.DIRECTOR, Verification.LETTER})
LIFE = {
    Verification.SMS: timedelta(hours=1),
    Verification.EMAIL: timedelta(days=3),
    Verification.LETTER: timedelta(days=30),
}
WAITING_FOR_STAFF = timedelta(days=30)


def _digest(code: str, proof: uuid.UUID) -> str:
    return salted_hmac("employers.proof", f"{proof}:{code}", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def ask_proof(
    establishment: uuid.UUID, way: Verification, *, by: Actor, at: datetime, note: str = ""
) -> tuple[Proof, str | None]:
    """Begin a proof. Returns it with the code where the code goes by letter or e-mail (whoever sends it needs it).

    An SMS goes to the number in the register, never to one that the asker names. `note` is what staff need to decide,
    such as the director's name. Refuses more than a few tries a day: each one is ten guesses more.
    """
    with transaction.atomic():
        owner = Establishment.objects.select_for_update().get(id=establishment)
        hold_enterprise(owner, Role.ADMINISTRATOR, by=by)
        _check_may_ask(owner, way, at)
        _drop_open(owner, way, at)
        proof = Proof(establishment=owner, way=way, asked_by=by.id, asked_at=at, note=note.strip()[:NOTE])
        proof.ends_at = at + LIFE.get(way, WAITING_FOR_STAFF)
        proof.delete_on = (at + timedelta(days=365)).date()
        code = f"{secrets.randbelow(10**6):06d}" if way in LIFE else None
        proof.code_digest = _digest(code, proof.id) if code else None
        proof.save()
        if way in FOR_STAFF:
            open_task(QUEUE, proof.id, clock=Clock.FIRST_ANSWER, at=at, office=office_for(owner.place_id))
    if way is Verification.SMS and code:
        send_sms(owner.register_phone or "", text("Firststop: code %(code)s for your enterprise.") % {"code": code})
        code = None
    return proof, code


def _check_may_ask(owner: Establishment, way: Verification, at: datetime) -> None:
    if way is Verification.SMS and not owner.register_phone:
        raise refuse(
            Code.CONFLICT,
            "proof.no_number",
            _("The register has no phone number for this enterprise."),
            hint=_("Choose another way, for example a visit to an office."),
        )
    today = Proof.objects.filter(establishment=owner, way__in=LIFE, asked_at__gt=at - timedelta(days=1))
    if way in LIFE and today.count() >= MOST_A_DAY:
        raise refuse(
            Code.TOO_MANY,
            "proof.too_often",
            _("You have asked for as many codes today as we send."),
            hint=_("Come back tomorrow, or visit an office."),
        )


def _drop_open(owner: Establishment, way: Verification, at: datetime) -> None:
    for earlier in Proof.objects.filter(establishment=owner, way=way, state=VerificationState.ASKED):
        earlier.state, earlier.decided_at = VerificationState.REFUSED, at
        earlier.save(update_fields=["state", "decided_at"])
        finish_task(QUEUE, earlier.id, outcome="replaced", at=at)


def write_letter(proof: uuid.UUID, *, address: str, by: Actor, at: datetime) -> tuple[Proof, str]:
    """Let staff send the letter of a proof to the address in the register; returns its new code, for that letter only.

    Whoever asked never sees the code, and an earlier letter of this proof ends.
    """
    if not address.strip():
        raise refuse(
            Code.MISSING, "proof.address", _("Write the address that stands in the register."), pointer="/address"
        )
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        found = _open_for_staff(proof, by, {Verification.LETTER})
        code = f"{secrets.randbelow(10**6):06d}"
        found.code_digest, found.ends_at, found.tries = _digest(code, found.id), at + LIFE[Verification.LETTER], 0
        found.note = address.strip()[:NOTE]
        found.save()
        finish_task(QUEUE, found.id, outcome="written", at=at)
    return found, code


def end_proofs(*, at: datetime) -> int:
    """End the proofs whose time is over; returns how many."""
    with transaction.atomic():
        late = list(Proof.objects.select_for_update().filter(state=VerificationState.ASKED, ends_at__lte=at))
        for proof in late:
            proof.state, proof.decided_at = VerificationState.REFUSED, at
            proof.save(update_fields=["state", "decided_at"])
            finish_task(QUEUE, proof.id, outcome="ended", at=at)
    return len(late)


def confirm_code(proof: uuid.UUID, code: str, *, by: Actor, at: datetime) -> bool:
    """Check a code; the right one verifies the enterprise. Ten wrong tries end the attempt."""
    with transaction.atomic():
        open_proof = Proof.objects.select_for_update().filter(
            id=proof,
            state=VerificationState.ASKED,
            ends_at__gt=at,
            tries__lt=MOST_TRIES,
            code_digest__isnull=False,
        )
        found = open_proof.first()
        if found is None:
            raise not_found(_("This code is not valid any more. Ask for a new one."))
        hold_enterprise(found.establishment, Role.ADMINISTRATOR, by=by)
        if not constant_time_compare(found.code_digest or "", _digest(code.strip(), found.id)):
            Proof.objects.filter(id=found.id).update(tries=F("tries") + 1)
            return False
        _verify(found, by, at)
    return True


def decide_proof(proof: uuid.UUID, *, granted: bool, note: str, by: Actor, at: datetime) -> Proof:
    """Let staff decide a proof by visit or by the director's name; the note says what was seen."""
    if not note.strip():
        raise refuse(Code.MISSING, "proof.note", _("Say what you saw."), pointer="/note")
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        found = _open_for_staff(proof, by, {Verification.COUNTER, Verification.DIRECTOR})
        found.note = "; ".join(part for part in (found.note, note.strip()) if part)[:NOTE]
        if granted:
            _verify(found, by, at)
        else:
            found.state, found.decided_by, found.decided_at = VerificationState.REFUSED, by.id, at
            found.save()
            finish_task(QUEUE, found.id, outcome="refused", at=at)
    return found


def _open_for_staff(proof: uuid.UUID, by: Actor, ways: set[Verification]) -> Proof:
    found = Proof.objects.select_for_update().filter(id=proof, state=VerificationState.ASKED, way__in=ways).first()
    if found is None:
        raise not_found(_("This proof is decided already."))
    if found.asked_by == by.id:
        raise refuse(Code.FORBIDDEN, "proof.own", _("You asked for this proof yourself: a colleague decides it."))
    return found


def trust_establishment(establishment: uuid.UUID, *, way: Verification, by: Actor, at: datetime) -> None:
    """Note that staff have seen a proof outside the system, such as a visit before the service began."""
    with transaction.atomic():
        hold_staff_right(*AT_THE_DESK, by=by)
        owner = Establishment.objects.select_for_update().get(id=establishment)
        _drop_open(owner, way, at)
        proof = Proof(establishment=owner, way=way, asked_by=by.id, asked_at=at, ends_at=at + WAITING_FOR_STAFF)
        proof.delete_on = (at + timedelta(days=365)).date()
        _verify(proof, by, at)


def _verify(proof: Proof, by: Actor, at: datetime) -> None:
    proof.state, proof.decided_by, proof.decided_at = VerificationState.DONE, by.id, at
    proof.save()
    owner = proof.establishment
    owner.verified_by, owner.verified_at = proof.way, at
    owner.save(update_fields=["verified_by", "verified_at"])
    finish_task(QUEUE, proof.id, outcome="proven", at=at)
    record_change(TOPIC, ESTABLISHMENT_VERIFIED, owner.id, detail={"way": proof.way, "by": by.id})
    _hand_over(owner, by)


def _hand_over(owner: Establishment, by: Actor) -> None:
    """Make what feeds named under the number of a proven enterprise its unit, with all its vacancies."""
    if owner.number is None or owner.parent_id is not None:
        return
    for named in Establishment.objects.only_named().with_number(owner.number_scheme, owner.number):
        named.parent, named.organisation_id = owner, owner.organisation_id
        named.save(update_fields=["parent", "organisation"])
        record_change(TOPIC, ESTABLISHMENT_REGISTERED, named.id, detail={"by": by.id, "parent": str(owner.id)})
