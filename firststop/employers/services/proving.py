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

from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.core.sms import send_sms
from firststop.employers.enums import Verification, VerificationState
from firststop.employers.events import ESTABLISHMENT_VERIFIED, TOPIC
from firststop.employers.models import Establishment, Proof

MOST_TRIES = 10
LIFE = {
    Verification.SMS: timedelta(hours=1),
    Verification.EMAIL: timedelta(days=3),
    Verification.LETTER: timedelta(days=30),
}
WAITING_FOR_STAFF = timedelta(days=30)


def _digest(code: str, proof: uuid.UUID) -> str:
    return salted_hmac("employers.proof", f"{proof}:{code}", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def ask_proof(establishment: uuid.UUID, way: Verification, *, by: Actor, at: datetime) -> tuple[Proof, str | None]:
    """Begin a proof. Returns it with the code where the code goes by letter or e-mail (whoever sends it needs it).

    An SMS goes to the number in the register, never to one that the asker names.
    """
    with transaction.atomic():
        owner = Establishment.objects.select_for_update().get(id=establishment)
        if way is Verification.SMS and not owner.register_phone:
            raise refuse(
                Code.CONFLICT,
                "proof.no_number",
                _("The register has no phone number for this enterprise."),
                hint=_("Choose another way, for example a visit to an office."),
            )
        Proof.objects.filter(establishment=owner, way=way, state=VerificationState.ASKED).update(
            state=VerificationState.REFUSED, decided_at=at
        )
        proof = Proof(establishment=owner, way=way, asked_by=by.id, asked_at=at)
        proof.ends_at = at + LIFE.get(way, WAITING_FOR_STAFF)
        proof.delete_on = (at + timedelta(days=365)).date()
        code = f"{secrets.randbelow(10**6):06d}" if way in LIFE else None
        proof.code_digest = _digest(code, proof.id) if code else None
        proof.save()
    if way is Verification.SMS and code:
        send_sms(owner.register_phone or "", text("Firststop: code %(code)s for your enterprise.") % {"code": code})
        code = None
    return proof, code


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
        if not constant_time_compare(found.code_digest or "", _digest(code.strip(), found.id)):
            Proof.objects.filter(id=found.id).update(tries=F("tries") + 1)
            return False
        _verify(found, by, at)
    return True


def decide_proof(proof: uuid.UUID, *, granted: bool, note: str, by: Actor, at: datetime) -> Proof:
    """Let staff decide a proof by visit or by the director's name; the note says what was seen."""
    if by.kind is not ActorKind.STAFF:
        raise refuse(Code.FORBIDDEN, "proof.staff", _("A member of staff decides this."))
    if not note.strip():
        raise refuse(Code.MISSING, "proof.note", _("Say what you saw."), pointer="/note")
    with transaction.atomic():
        found = Proof.objects.select_for_update().filter(id=proof, state=VerificationState.ASKED).first()
        if found is None:
            raise not_found(_("This proof is decided already."))
        found.note = note.strip()
        if granted:
            _verify(found, by, at)
        else:
            found.state, found.decided_by, found.decided_at = VerificationState.REFUSED, by.id, at
            found.save()
    return found


def trust_establishment(establishment: uuid.UUID, *, way: Verification, by: Actor, at: datetime) -> None:
    """Note that staff have seen a proof outside the system, such as a visit before the service began."""
    if by.kind is not ActorKind.STAFF:
        raise refuse(Code.FORBIDDEN, "proof.staff", _("A member of staff decides this."))
    with transaction.atomic():
        proof, _code = ask_proof(establishment, way, by=by, at=at)
        _verify(proof, by, at)


def _verify(proof: Proof, by: Actor, at: datetime) -> None:
    proof.state, proof.decided_by, proof.decided_at = VerificationState.DONE, by.id, at
    proof.save()
    owner = proof.establishment
    owner.verified_by, owner.verified_at = proof.way, at
    owner.save(update_fields=["verified_by", "verified_at"])
    record_change(TOPIC, ESTABLISHMENT_VERIFIED, owner.id, detail={"way": proof.way, "by": by.id})
