"""The place of a JobTech ad: the municipality of the work, the postal town beside it, [longitude, latitude]."""

from pathlib import Path
from typing import Any

from firststop.core.folding import fold
from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.points import point
from firststop.vacancies.feeds.source import Source

LISTS = Path(__file__).with_name("lists.yaml")
_AT = "workplace_address"
#: The region code that says: no place was told.
_UNTOLD = "90"


def put_places(draft: Draft, source: Source) -> None:
    """Keep the place of work by its municipality; the postal town is a part of the address only."""
    names = ("municipality_code", "municipality", "region_code", "region", "street_address", "postcode", "city")
    told = {name: source.text(_AT, name) for name in names}
    if told["region_code"] == _UNTOLD:
        source.notes.warn("place.untold", (_AT, "region_code"), _UNTOLD, _("This ad does not tell where the work is."))
        told["region_code"] = told["region"] = None
    place: dict[str, Any] = {
        "scheme": "se-kommun" if told["municipality_code"] else None,
        "code": told["municipality_code"],
        "name": told["municipality"] or told["city"] or told["region"],
        "region": told["region"],
        "region_code": told["region_code"],
        "municipality": told["municipality"],
        "municipality_code": told["municipality_code"],
        "address": _address(told),
        "postcode": told["postcode"],
        "country": _country(source),
        **point(source, (_AT, "coordinates", 1), (_AT, "coordinates", 0)),
    }
    stated = {name: value for name, value in place.items() if value is not None}
    if stated.keys() - {"country"}:
        draft.put("places", [stated], (_AT,))
    if told["municipality"] and told["city"] and fold(told["municipality"]) != fold(told["city"]):
        detail = _("The postal town is not the municipality of the work.")
        source.notes.inform("place.town_differs", (_AT, "city"), f"{told['municipality']} / {told['city']}", detail)


def _address(told: dict[str, str | None]) -> str | None:
    """Return the street with the postal town, once."""
    street, code, town = told["street_address"], told["postcode"], told["city"]
    postal = " ".join(part for part in (code, town) if part)
    if street and postal and fold(postal) in fold(street):
        return street[:255]
    return ", ".join(part for part in (street, postal) if part)[:255] or None


def _country(source: Source) -> str | None:
    for name in ("country_code", "country"):
        word = source.text(_AT, name)
        code: str | None = look_up(LISTS, "country", word) if word else None
        if code:
            source.raw(_AT, "country")
            return code
    return None
