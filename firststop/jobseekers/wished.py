"""What a person wishes of a job, in words: as the person and the counsellor read it."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from firststop.core.languages import language_name
from firststop.jobseekers.enums import Hours, Spoken, WishedContract
from firststop.jobseekers.models import Profile
from firststop.taxonomy.enums import Education
from firststop.taxonomy.queries import places


def wishes_in_words(profile: Profile, language: str) -> list[tuple[str, str]]:
    """Return (what is asked, what is wished), only of what is said; two queries where places are named."""
    named = places(profile.places, language) if profile.places else {}
    spoken = [(language_name(item["code"]) or item["code"], item["level"]) for item in profile.languages]
    said = [
        (_("Places"), _list(named[code].name for code in profile.places if code in named)),
        (_("Way to work"), _("up to %(km)s km") % {"km": profile.radius_km} if named else ""),
        (_("Hours"), _list(_words(Hours.choices, profile.schedules))),
        (_("Contract"), _list(_words(WishedContract.choices, profile.contracts))),
        (_("Start of work"), date_format(profile.start_from, "DATE_FORMAT") if profile.start_from else ""),
        (_("Education"), "" if profile.education is None else str(Education(profile.education).label)),
        (_("Driving licences"), _list(profile.licences)),
        (_("Languages"), _list(f"{name} – {_short(level)}" for name, level in spoken)),
    ]
    return [(asked, wished) for asked, wished in said if wished]


def _words(choices: Iterable[tuple[str, object]], chosen: Iterable[str]) -> list[str]:
    words = dict(choices)
    return [str(words.get(code, code)) for code in chosen]


def _short(level: str) -> str:
    return _("native") if level == Spoken.NATIVE else level


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
