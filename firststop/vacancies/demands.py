"""What an ad asks of a person, in the reader's words; what it does not say is empty."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firststop.core.languages import language_name
from firststop.taxonomy.enums import Education
from firststop.vacancies.enums import Cefr


@dataclass(frozen=True, slots=True)
class Demands:
    """Experience, education, driving licences and languages."""

    experience: str
    education: str
    licences: str
    languages: list[str]


def demands_of(record: dict[str, Any]) -> Demands:
    """Return what a record asks for."""
    licences = [*record.get("licences", ()), *([_("your own car")] if record.get("own_car") else [])]
    return Demands(
        experience_words(record),
        _education(record),
        ", ".join(licences),
        [language_words(asked) for asked in record.get("languages", ())],
    )


def experience_words(record: dict[str, Any]) -> str:
    """Return how much experience a record asks for."""
    months, required = record.get("experience_months"), record.get("experience_required")
    if months == 0 or required is False:
        return _("No experience needed")
    if months:
        years, rest = divmod(months, 12)
        if rest:
            return ngettext("From %(n)d month", "From %(n)d months", months) % {"n": months}
        return ngettext("From %(n)d year", "From %(n)d years", years) % {"n": years}
    return _("Experience needed") if required else ""


def _education(record: dict[str, Any]) -> str:
    level = record.get("education")
    if level == Education.EARLY:
        return _("Any education will do")
    asked = str(record.get("education_text") or "") if level is None else str(Education(level).label)
    if asked and record.get("experience_replaces_education"):
        return _("%(education)s, or experience instead") % {"education": asked}
    return asked


def language_words(asked: dict[str, Any]) -> str:
    """Return a language that is asked for, with its level."""
    said = [_language_name(asked)]
    if asked.get("cefr"):
        said.append(str(Cefr(asked["cefr"]).label))
    if asked.get("must") is False:
        said.append(_("good to have"))
    return ", ".join(said)


def _language_name(asked: dict[str, Any]) -> str:
    """Return the name of a language in the reader's words, else as the source names it."""
    code = asked.get("code") or ""
    return language_name(code) or str(asked.get("name") or code)
