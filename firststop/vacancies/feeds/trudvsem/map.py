"""One record of Work in Russia, in either of its two sets of names, as fields of the vacancy record.

Times without a zone are Moscow's, amounts are a month's; both are the portal's custom.
"""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from firststop.core.folding import fold
from firststop.core.words import _
from firststop.vacancies.enums import SourceType
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.losses import note_losses
from firststop.vacancies.feeds.putting import put_mapped, put_number, put_text, put_title, read_reference
from firststop.vacancies.feeds.source import Source
from firststop.vacancies.feeds.trudvsem.contacts import put_contacts
from firststop.vacancies.feeds.trudvsem.pay import put_pay
from firststop.vacancies.feeds.trudvsem.places import put_places

LISTS = Path(__file__).with_name("lists.yaml")
MOSCOW = ZoneInfo("Europe/Moscow")
LANGUAGE = "ru"
#: States of the bulk file in which an ad is no longer offered.
_GONE = {"DELETED", "ARCHIVED", "CLOSED", "REJECTED"}
#: What the portal computes or keeps for itself; nothing of an ad is lost with it.
_BOOKKEEPING = frozenset({"company_code", "company_inn", "companycode", "published_date", "workPlaceOrdinary"})
_TITLE = (("job-name",), ("vacancy_name",), ("job_name",))
_MODIFIED = ("date_modify",)


def map_record(source: Source) -> Draft:
    """Return the fields of one record; a deleted one is a removal."""
    draft = Draft(read_reference(source, "id"), origins={"reference": ("id",)})
    state = source.text("status")
    if source.flag("deleted") or state in _GONE:
        draft.kind, draft.removed_at = "removal", source.moment(*_MODIFIED, zone=MOSCOW)
        return draft
    if state not in (None, "ACCEPTED"):
        source.notes.warn("unmapped.status", ("status",), state, _("We do not know this state of an ad."))
    put_title(draft, source, *_TITLE)
    _put_texts(draft, source)
    _put_employer(draft, source)
    _put_occupation(draft, source)
    _put_work(draft, source)
    _put_demands(draft, source)
    put_pay(draft, source)
    put_places(draft, source)
    put_contacts(draft, source)
    _put_origin(draft, source)
    note_losses(source, _BOOKKEEPING)
    return draft


def _put_texts(draft: Draft, source: Source) -> None:
    draft.put("language", LANGUAGE, ())
    duty = source.first(("duty",), ("position_responsibilities",))
    draft.put("description", source.marked_up(*duty), duty)
    draft.put("tasks", source.prose(*duty), duty)
    wanted = source.first(("requirements",), ("position_requirements",))
    stated = (source.prose(*wanted), source.prose("qualification"))
    draft.put("requirements_text", "\n".join(text for text in stated if text), wanted)
    terms = source.first(("term", "text"), ("conditions",), ("additional_requirements",))
    draft.put("conditions", source.prose(*terms), terms)
    bonus = source.text("bonus_type")
    draft.put("bonus", [found] if bonus and (found := look_up(LISTS, "bonus", bonus)) else None, ("bonus_type",))


def _put_employer(draft: Draft, source: Source) -> None:
    put_text(draft, source, "employer_name", ("company", "name"), ("full_company_name",), ("company_name",))
    put_number(draft, source, "ru-inn", source.first(("company", "inn"), ("company_inn",)))
    put_number(draft, source, "ru-ogrn", ("company", "ogrn"))
    # The company's code is its OGRN, or an identifier of the portal; only a right number is believed.
    put_number(draft, source, "ru-ogrn", source.first(("company", "companycode"), ("company_code",)), only_right=True)
    site = source.first(("company", "site"), ("company", "url"))
    draft.put("employer_site", source.text(*site), site)


def _put_occupation(draft: Draft, source: Source) -> None:
    """Keep the portal's code and the name of the usual position; nothing chosen is nothing said."""
    usual = source.text("typicalPosition")
    if usual and look_up(LISTS, "placeholder", usual):
        source.notes.inform("placeholder.typicalPosition", ("typicalPosition",), usual, _("Nothing was chosen here."))
        usual = None
    code = source.text("code_profession")
    if code:
        kept = {"scheme": "trudvsem-profession", "code": code, **({"label": usual[:255]} if usual else {})}
        draft.put("occupation_codes", [kept], ("code_profession",))
    title = draft.fields.get("title")
    if usual and title and not _share_a_word(title, usual):
        detail = _("The title speaks of other work than the usual position.")
        source.notes.warn("occupation.disagrees", ("typicalPosition",), usual, detail)
    field = source.first(("category", "specialisation"), ("professionalSphereName",))
    draft.put("occupation_field", source.text(*field), field)


def _share_a_word(one: str, other: str) -> bool:
    """Whether two names of work have the beginning of a word in common; endings change with case and number."""
    stems = [{word[:5] for word in fold(name).split() if len(word) >= 4} for name in (one, other)]
    return bool(stems[0] & stems[1]) or not all(stems)


def _put_work(draft: Draft, source: Source) -> None:
    openings = source.whole("work_places")
    if openings is not None and openings < 1:
        source.notes.warn("range.openings", ("work_places",), openings, _("At least one person is looked for."))
        openings = None
    draft.put("openings", openings, ("work_places",))
    employment = source.first(("employment",), ("busy_type",))
    word = source.text(*employment)
    if word and not put_mapped(draft, LISTS, word, employment, "time_band", "contract", "remote"):
        source.notes.warn("unmapped.employment", employment, word, _("We do not know this kind of employment."))
    schedule = source.first(("schedule",), ("schedule_type",))
    word_of_day = source.text(*schedule)
    if word_of_day and not put_mapped(draft, LISTS, word_of_day, schedule, "schedule", "remote"):
        source.notes.warn("unmapped.schedule", schedule, word_of_day, _("We do not know this schedule."))
    if "schedule" not in draft.fields and word:
        draft.put("schedule", look_up(LISTS, "schedule_of_employment", word), employment)
    _put_housing(draft, source)


def _put_housing(draft: Draft, source: Source) -> None:
    word = source.text("accommodation_type")
    code = look_up(LISTS, "housing", word) if word else None
    if word and code is None:
        source.notes.warn("unmapped.housing", ("accommodation_type",), word, _("We do not know this kind of housing."))
    offered = source.flag("accommodation_capability")
    draft.put("housing_type", "none" if offered is False else code, ("accommodation_type",))
    quota = source.first(("is_quoted",), ("workPlaceType", "workPlaceQuota"))
    draft.put("quota", source.flag(*quota), quota)
    groups = source.first(("social_protected_ids",), ("social_protected",))
    named = [source.text(*path) for path in source.items(*groups)]
    draft.put("protected_groups", [part.strip() for text in named if text for part in text.split(";")], groups)


def _put_demands(draft: Draft, source: Source) -> None:
    skills: dict[str, dict[str, Any]] = {}
    for path in source.items("skills"):
        text = source.text(*path)
        if text and fold(text) in skills:
            source.notes.inform("repeated.skills", path, text, _("This skill is named twice."))
        elif text:
            skills[fold(text)] = {"name": text}
    draft.put("skills", list(skills.values()), ("skills",))
    education = source.first(("requirement", "education"), ("education",))
    word = source.text(*education)
    if word and not look_up(LISTS, "placeholder", word):
        level = look_up(LISTS, "education", word)
        if level is None:
            source.notes.warn("unmapped.education", education, word, _("We do not know this level of education."))
        draft.put("education", level, education)
        draft.put("education_text", word, education)
    years_at = source.first(("requirement", "experience"), ("required_experience",))
    years = source.whole(*years_at)
    draft.put("experience_months", None if years is None else years * 12, years_at)
    licences = [source.text(*path) for path in source.items("required_drive_license")]
    split = [part for text in licences if text for part in text.replace(";", ",").replace(",", " ").split()]
    draft.put("licences", split, ("required_drive_license",))


def _put_origin(draft: Draft, source: Source) -> None:
    created = source.first(("creation-date",), ("date_create",), ("published_date",))
    draft.put("published_at", source.moment(*created, zone=MOSCOW), created)
    draft.put("modified_at", source.moment(*_MODIFIED, zone=MOSCOW), _MODIFIED)
    url = source.text("vac_url")
    draft.put("original_url", url, ("vac_url",))
    if url and draft.reference and url.rstrip("/").rpartition("/")[2] != draft.reference:
        source.notes.inform("reference.disagrees", ("vac_url",), url, _("The link names another id than the ad."))
    who = source.first(("original_source_type",), ("source",))
    word = source.text(*who)
    kind = look_up(LISTS, "source_type", word) if word else None
    if word and kind is None:
        source.notes.warn("unmapped.source_type", who, word, _("We do not know this kind of source."))
    if source.flag("company", "hr-agency"):
        kind = SourceType.AGENCY.value
    draft.put("source_type", kind or SourceType.PARTNER_BOARD.value, who)
