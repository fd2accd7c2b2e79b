"""The texts and facts of a vacancy record that the rules of wording read."""

from collections.abc import Mapping
from decimal import Decimal

from firststop.vacancies.enums import ProtectedGroup, TimeBand
from firststop.vacancies.rules.pay import FULL_TIME
from firststop.vacancies.rules.wording.facts import AdFacts
from firststop.vacancies.schemas import VacancyIn

#: The fields that people read as running text, in the order of the page.
TEXTS = (
    "title",
    "description",
    "tasks",
    "requirements_text",
    "conditions",
    "benefits",
    "employer_about",
    "education_text",
    "duration",
    "pay_text",
    "applicant_area",
)
#: What the patterns call the groups of our list, which a record may name by their codes.
_CALLED: Mapping[str, str] = {
    ProtectedGroup.DISABILITY: "disabled",
    ProtectedGroup.LARGE_FAMILIES: "parents",
    ProtectedGroup.OLDER: "older people",
}


def texts_of(record: VacancyIn) -> dict[str, str]:
    """Return every text of a record by its field; parts of lists by pointer, such as ``other_demands/0``."""
    texts = {name: said for name in TEXTS if (said := getattr(record, name))}
    texts |= {f"other_demands/{place}": said for place, said in enumerate(record.other_demands or [])}
    labels = ((place, channel.label) for place, channel in enumerate(record.apply_channels or []))
    return texts | {f"apply_channels/{place}/label": label for place, label in labels if label}


def facts_of(
    record: VacancyIn,
    *,
    pay_month: Decimal | None,
    minimum_month: Decimal | None,
    stated_grounds: Mapping[str, str],
) -> AdFacts:
    """Return the facts of a record. Pay and minimum wage are amounts a month in the country's currency."""
    asked = record.experience_months if record.experience_required is not False else None
    return AdFacts(
        quota=bool(record.quota),
        protected_groups=tuple(_CALLED.get(group, group) for group in record.protected_groups or ()),
        stated_grounds=stated_grounds,
        contract=record.contract,
        experience_months=asked,
        pay_month=pay_month,
        minimum_month=minimum_month,
        hours_percent=_hours_percent(record),
    )


def _hours_percent(record: VacancyIn) -> Decimal | None:
    """Return the share of full time that a record states in percent or by its name; None where it says neither."""
    is_full = record.time_band is TimeBand.FULL_TIME
    return record.hours_percent_max or record.hours_percent_min or (FULL_TIME if is_full else None)
