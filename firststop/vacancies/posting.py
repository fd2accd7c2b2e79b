"""A vacancy as schema.org JobPosting, for search engines: only what the ad states, in the words of schema.org.

Demands of body, senses, permit and clearance are not told apart in an ad, and its contacts are taken down when it ends:
neither is in it.
"""

import html
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import starmap
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from firststop.core.country import load_pack
from firststop.taxonomy.enums import Education, PlaceKind
from firststop.taxonomy.queries import NamedPlace
from firststop.vacancies.enums import Bonus, Housing, Schedule
from firststop.vacancies.queries import VacancyCard
from firststop.vacancies.schemas.texts import same_words

#: Texts of a record beside its description.
_PARTS = ("tasks", "requirements_text", "conditions", "benefits")
#: https://schema.org/employmentType, by kind of contract and by how much of the week.
_EMPLOYMENT = {
    "temporary_agency": "TEMPORARY",
    "seasonal": "TEMPORARY",
    "fixed_term": "TEMPORARY",
    "internship": "INTERN",
    "civil_contract": "CONTRACTOR",
    "self_employed": "CONTRACTOR",
    "volunteer": "VOLUNTEER",
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
}
#: The words that readers of job postings know for a level of ISCED; a level below them is told by its name.
_CREDENTIALS = {
    Education.UPPER_SECONDARY: "high school",
    Education.POST_SECONDARY: "professional certificate",
    Education.SHORT_TERTIARY: "associate degree",
    Education.BACHELOR: "bachelor degree",
    Education.MASTER: "postgraduate degree",
    Education.DOCTORAL: "postgraduate degree",
}
_NOTHING_ASKED = "no requirements"
_UNITS = {"hour": "HOUR", "day": "DAY", "week": "WEEK", "month": "MONTH", "year": "YEAR"}


def job_posting(card: VacancyCard, places: Sequence[NamedPlace], names: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    """Return the JobPosting of a public vacancy; what is not stated is left out, and no contact is in it.

    `names` has the occupation and the skills that it names by their ids, in the reader's language.
    """
    record = card.record
    salary = _salary(record)
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": card.title,
        "description": _description(record) or card.title,
        "url": card.original_url,
        "identifier": _identifiers(card),
        "datePosted": _local_day(card.published_at),
        "validThrough": min((at.isoformat() for at in (card.apply_by, card.expires_at) if at), default=None),
        "employmentType": [_EMPLOYMENT[value] for value in _terms(record) if value in _EMPLOYMENT],
        "hiringOrganization": _organization(card),
        "employerOverview": record.get("employer_about"),
        "employmentUnit": _named("Organization", record.get("unit")),
        "industry": record.get("industry"),
        "totalJobOpenings": card.openings,
        **_occupation(card, names),
        **_content(record),
        "jobDuration": record.get("duration"),
        "jobStartDate": record.get("start_date"),
        "jobImmediateStart": record.get("immediate"),
        "jobLocation": [*starmap(_known, located(record, places)), *map(_stated, other_places(record, places))],
        "jobLocationType": "TELECOMMUTE" if record.get("remote") == "full" else None,
        "applicantLocationRequirements": _named("AdministrativeArea", record.get("applicant_area")),
        "educationRequirements": _education(record),
        "experienceRequirements": _experience(record),
        "experienceInPlaceOfEducation": record.get("experience_replaces_education"),
        "skills": [name for skill in record.get("skills") or () if (name := skill_name(skill, names))],
        "baseSalary": salary,
        "salaryCurrency": record.get("pay_currency") if salary else None,
        "directApply": card.takes_applications or None,
        "inLanguage": card.language if card.language != "und" else None,
    }
    return _without_blanks(posting)


def skill_name(skill: Mapping[str, Any], names: Mapping[uuid.UUID, str]) -> str:
    """Return how a skill of an ad is called: by our name for it, else in the words of the ad."""
    ours = names.get(uuid.UUID(skill["id"])) if skill.get("id") else None
    return ours or skill.get("name") or ""


def as_script(posting: dict[str, Any]) -> str:
    """Return JSON that may stand inside a script element."""
    said = json.dumps(posting, ensure_ascii=False)
    return said.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _without_blanks(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _description(record: dict[str, Any]) -> str:
    """Return every text of the ad as plain text; only the first field is HTML, where a paragraph becomes a line."""
    formatted = record.get("description") or ""
    first = html.unescape(strip_tags(formatted.replace("</p>", "</p>\n"))).strip()
    more = (record.get(name) or "" for name in _PARTS)
    return "\n".join(text for text in (first, *(text for text in more if not same_words(formatted, text))) if text)


def _local_day(at: datetime | None) -> str | None:
    """Return the day on which an ad was published where its readers are."""
    return at.astimezone(load_pack(settings.COUNTRY).time_zone).date().isoformat() if at else None


def _terms(record: dict[str, Any]) -> list[str]:
    return [record.get("contract") or "", record.get("time_band") or ""]


def _organization(card: VacancyCard) -> dict[str, Any]:
    record = card.record
    said = {
        "name": card.employer_name,
        "identifier": _number_of(record.get("employer_number_scheme"), record.get("employer_number")),
        "sameAs": record.get("employer_site"),
        "logo": record.get("employer_logo"),
    }
    return {"@type": "Organization", **_without_blanks(said)}


def _identifiers(card: VacancyCard) -> list[dict[str, Any] | None] | dict[str, Any] | None:
    """Return our id, and beside it the one that a vacancy has where it comes from."""
    ours = _number_of("Firststop", str(card.id))
    theirs = _number_of(card.provider, card.record.get("reference")) if card.is_from_feed else None
    return [ours, theirs] if theirs else ours


def _number_of(scheme: str | None, number: str | None) -> dict[str, Any] | None:
    return {"@type": "PropertyValue", "name": scheme, "value": number} if scheme and number else None


def _named(kind: str, name: str | None) -> dict[str, Any] | None:
    return {"@type": kind, "name": name} if name else None


def _occupation(card: VacancyCard, names: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    """Return the occupation by our name, and by the codes of the lists that its source keeps to."""
    name = names.get(card.occupation) if card.occupation else None
    codes = [
        {"@type": "CategoryCode", "inCodeSet": code["scheme"], "codeValue": code["code"], "name": code.get("label")}
        for code in card.record.get("occupation_codes") or ()
    ]
    categories = [*([name] if name else []), *map(_without_blanks, codes)]
    return {"occupationalCategory": categories, "relevantOccupation": _named("Occupation", name)}


def _content(record: dict[str, Any]) -> dict[str, Any]:
    """Return what is done, asked and offered, as far as an ad tells it apart."""
    housing, schedule = record.get("housing_type"), record.get("schedule")
    flat = f"{_('Housing')}: {Housing(housing).label}" if housing and housing != Housing.NONE else None
    return {
        "responsibilities": record.get("tasks"),
        "qualifications": record.get("requirements_text"),
        "workHours": str(Schedule(schedule).label) if schedule else None,
        "jobBenefits": [said for said in (record.get("conditions"), record.get("benefits"), flat) if said],
        "incentiveCompensation": [str(Bonus(each).label) for each in record.get("bonus") or () if each != Bonus.NONE],
    }


def located(record: dict[str, Any], known: Sequence[NamedPlace]) -> list[tuple[NamedPlace, dict[str, Any]]]:
    """Return the places of our list, each with what the ad states of it: one town may be named for two streets."""
    stated: dict[str | None, list[dict[str, Any]]] = {}
    for said in record.get("places") or ():
        stated.setdefault(said.get("code"), []).append(said)
    return [(place, said) for place in dict.fromkeys(known) for said in stated.get(place.code) or [{}]]


def _known(place: NamedPlace, said: dict[str, Any]) -> dict[str, Any]:
    """Return a place of our list: it lies in this country, with what it lies in as its region."""
    is_region = place.kind == PlaceKind.REGION
    address = {
        "@type": "PostalAddress",
        "streetAddress": said.get("address"),
        "postalCode": said.get("postcode"),
        "addressLocality": None if is_region else place.name,
        "addressRegion": place.name if is_region else next(reversed(place.within), None),
        "addressCountry": settings.COUNTRY.upper(),
    }
    return _place(address, said)


def other_places(record: dict[str, Any], known: Sequence[NamedPlace]) -> list[dict[str, Any]]:
    """Return the places of an ad that are not on our list, as it states them; their codes are of another's list."""
    codes = {place.code for place in known}
    named = ("name", "municipality", "region", "address")
    return [
        place
        for place in record.get("places") or ()
        if place.get("code") not in codes and any(place.get(name) for name in named)
    ]


def _stated(place: dict[str, Any]) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.get("address"),
        "postalCode": place.get("postcode"),
        "addressLocality": place.get("name") or place.get("municipality"),
        "addressRegion": place.get("region"),
        "addressCountry": place.get("country"),
    }
    return _place(address, place)


def _place(address: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    point = {"@type": "GeoCoordinates", "latitude": said.get("lat"), "longitude": said.get("lon")}
    geo = point if said.get("lat") is not None else None
    return {"@type": "Place", **_without_blanks({"address": _without_blanks(address), "geo": geo})}


def _education(record: dict[str, Any]) -> dict[str, Any] | str | None:
    if record.get("education") is None:
        return record.get("education_text")
    level = Education(record["education"])
    if level is Education.EARLY:
        return _NOTHING_ASKED
    known = _CREDENTIALS.get(level)
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": known} if known else str(level.label)


def _experience(record: dict[str, Any]) -> dict[str, Any] | str | None:
    months = record.get("experience_months")
    if months == 0 or record.get("experience_required") is False:
        return _NOTHING_ASKED
    return {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months} if months else None


def _salary(record: dict[str, Any]) -> dict[str, Any] | None:
    """Return pay with its unit; pay by shift or piece has no word in schema.org, so its unit is left out."""
    low, high = _number(record.get("pay_min")), _number(record.get("pay_max"))
    if low is None and high is None:
        return None
    exact = low is not None and low == high
    value = {
        "@type": "QuantitativeValue",
        "unitText": _UNITS.get(record.get("pay_period") or ""),
        **({"value": low} if exact else {"minValue": low, "maxValue": high}),
    }
    return {"@type": "MonetaryAmount", "currency": record.get("pay_currency"), "value": _without_blanks(value)}


def _number(amount: str | None) -> int | float | None:
    if amount is None:
        return None
    exact = Decimal(amount)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
