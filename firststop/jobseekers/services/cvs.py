"""CVs: taken in, read, kept until the person removes them or they are due."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.core.actor import Actor, ActorKind
from firststop.core.changes import record_change
from firststop.core.refusals import Code, not_found, refuse
from firststop.jobseekers.enums import CvKind
from firststop.jobseekers.events import CV_REMOVED, TOPIC
from firststop.jobseekers.models import CvFile
from firststop.jobseekers.reading import CvText, read_cv
from firststop.jobseekers.reading.limits import MOST_CHARACTERS
from firststop.jobseekers.services.profiles import open_profile

KEPT = timedelta(days=365)


def give_cv(person: uuid.UUID, content: bytes, *, by: Actor, at: datetime) -> CvFile:
    """Take a PDF or DOCX and read its text; refuses what `read_cv` refuses, and then keeps nothing."""
    return _keep(person, read_cv(content), content, by=by, at=at)


def paste_cv(person: uuid.UUID, text: str, *, by: Actor, at: datetime) -> CvFile:
    """Take a pasted text as a CV."""
    if not text.strip():
        raise refuse(Code.MISSING, "cv.text", _("Paste the text of your CV."), pointer="/text")
    if len(text) > MOST_CHARACTERS:
        raise refuse(Code.TOO_LARGE, "cv.size", _("This text is too long for a CV."), pointer="/text")
    return _keep(person, CvText(CvKind.TEXT, text, ()), None, by=by, at=at)


def remove_cv(person: uuid.UUID, cv: uuid.UUID, *, by: Actor) -> None:
    """Delete a CV with its text, for good; what its person accepted from it stays in the profile. Nobody else may."""
    with transaction.atomic():
        given = CvFile.objects.defer("content", "text").select_for_update().filter(id=cv, profile__person=person)
        found = given.first() if by.kind is ActorKind.SYSTEM or by.id == str(person) else None
        if found is None:
            raise not_found(_("There is no such CV."))
        record_change(TOPIC, CV_REMOVED, found.profile_id)
        found.delete()


def _keep(person: uuid.UUID, read: CvText, content: bytes | None, *, by: Actor, at: datetime) -> CvFile:
    raw = content if content is not None else read.text.encode()
    with transaction.atomic():
        profile = open_profile(person, by=by)
        kept, _fresh = CvFile.objects.update_or_create(
            profile=profile,
            digest=hashlib.sha256(raw).hexdigest(),
            defaults={
                "kind": read.kind,
                "content": content,
                "size": len(raw),
                # A file may hold half a letter or a zero, which no database takes.
                "text": read.text.replace("\0", "").encode("utf-8", "replace").decode(),
                "losses": list(read.losses),
                "given_at": at,
                "delete_on": (at + KEPT).date(),
            },
        )
    return kept
