"""What jobseekers hold about a person, as the person takes it away."""

import base64
import uuid
from typing import Any

from firststop.core.held import rows_about
from firststop.jobseekers.models import CvFile

_CVS, _NOT_TO = "jobseekers.CvFile", "jobseekers.NotToEmployer"


def profile_record(person: uuid.UUID) -> dict[str, Any]:
    """Return the profile with what hangs on it; empty lists where there is none."""
    return {
        "profile": rows_about(person, "jobseekers.Profile"),
        "skills": rows_about(person, "jobseekers.ProfileSkill"),
        "occupations": rows_about(person, "jobseekers.ProfileOccupation"),
        "not_to": rows_about(person, _NOT_TO),
    }


def cvs_record(person: uuid.UUID) -> list[dict[str, Any]]:
    """Return the CVs with the text read from each, and each file as it was given, in base64."""
    given = dict(CvFile.objects.filter(profile__person=person).values_list("pk", "content"))
    return [{**row, "content": _base64(given[row["id"]])} for row in rows_about(person, _CVS)]


def _base64(content: bytes | memoryview | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()
