"""One ad of JobTech as fields of the vacancy record. Times carry no zone: they are Stockholm's."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from firststop.core.words import _
from firststop.vacancies.enums import SourceType
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.jobtech.applying import put_applying
from firststop.vacancies.feeds.jobtech.demands import put_demands
from firststop.vacancies.feeds.jobtech.places import put_places
from firststop.vacancies.feeds.jobtech.texts import put_texts
from firststop.vacancies.feeds.jobtech.work import put_work
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.losses import note_losses
from firststop.vacancies.feeds.putting import put_number, put_text, put_title, read_reference, web_address
from firststop.vacancies.feeds.source import Source

LISTS = Path(__file__).with_name("lists.yaml")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
#: What JobTech computes or keeps for itself; nothing of an ad is lost with it.
_BOOKKEEPING = frozenset(
    {"concept_id", "legacy_ams_taxonomy_id", "keywords", "publiceringskanaler", "status", "workplace_id", "removed",
     "municipality_concept_id", "region_concept_id", "country_concept_id", "id"}
)  # fmt: skip
_LAST_DAY = (("last_publication_date",), ("status", "sista_publiceringsdatum"))


def map_record(source: Source) -> Draft:
    """Return the fields of one ad; a removed or unpublished one is a removal, however much of it is left."""
    draft = Draft(read_reference(source, "id"), origins={"reference": ("id",), "employer_name": ("employer", "name")})
    published = source.flag("status", "publicerad") if isinstance(source.value.get("status"), dict) else None
    if source.flag("removed") or published is False:
        draft.kind, draft.removed_at = "removal", source.moment("removed_date", zone=STOCKHOLM)
        return draft
    put_title(draft, source, ("headline",))
    put_texts(draft, source)
    _put_employer(draft, source)
    _put_occupation(draft, source)
    put_work(draft, source)
    put_demands(draft, source)
    put_places(draft, source)
    put_applying(draft, source)
    _put_times(draft, source)
    _put_origin(draft, source)
    note_losses(source, _BOOKKEEPING)
    return draft


def _put_employer(draft: Draft, source: Source) -> None:
    put_text(draft, source, "employer_name", ("employer", "name"))
    put_text(draft, source, "unit", ("employer", "workplace"))
    put_number(draft, source, "se-orgnr", ("employer", "organization_number"))
    draft.put("employer_site", web_address(source.text("employer", "url")), ("employer", "url"))
    draft.put("employer_logo", web_address(source.text("logo_url")), ("logo_url",))


def _put_occupation(draft: Draft, source: Source) -> None:
    """Keep every code with its own list: an occupation's old number and a group's SSYK look alike."""
    codes: list[dict[str, Any]] = []
    for name, old_list in (("occupation", "jobtech-occupation"), ("occupation_group", "ssyk-2012")):
        label = (source.text(name, "label") or "")[:255]
        for scheme, key in ((old_list, "legacy_ams_taxonomy_id"), ("jobtech-concept", "concept_id")):
            code = source.text(name, key)
            if code:
                codes.append({"scheme": scheme, "code": code, **({"label": label} if label else {})})
    draft.put("occupation_codes", codes, ("occupation",))
    put_text(draft, source, "occupation_field", ("occupation_field", "label"))


def _put_times(draft: Draft, source: Source) -> None:
    """The last day to apply and the last day of publication are two things; a day alone is its end."""
    for name, path in (("published_at", ("publication_date",)), ("modified_at", ("timestamp",))):
        draft.put(name, source.moment(*path, zone=STOCKHOLM), path)
    last = source.first(*_LAST_DAY)
    ends: tuple[tuple[str, tuple[str | int, ...]], ...] = (
        ("apply_by", ("application_deadline",)),
        ("expires_at", last),
    )
    for name, end in ends:
        draft.put(name, source.moment(*end, zone=STOCKHOLM, end_of_day=True), end)
    if source.raw("removed_date") is not None:
        detail = _("There is a date of removal, yet the ad is not removed.")
        source.notes.inform("removed_date.not_removed", ("removed_date",), source.value["removed_date"], detail)


def _put_origin(draft: Draft, source: Source) -> None:
    draft.put("original_url", web_address(source.text("webpage_url")), ("webpage_url",))
    word = source.text("source_type")
    kind = look_up(LISTS, "source_type", word) if word else None
    if word and kind is None:
        source.notes.warn("unmapped.source_type", ("source_type",), word, _("We do not know this kind of source."))
    draft.put("source_type", kind or SourceType.PARTNER_BOARD.value, ("source_type",))
    own = source.text("external_id")
    if own:
        source.notes.inform("loss", ("external_id",), own, _("Our record has no place for this."))
