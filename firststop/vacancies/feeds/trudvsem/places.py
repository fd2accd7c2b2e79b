"""Places of Work in Russia: a region with its 13-digit KLADR code, and addresses that may say more than one thing."""

import re
from pathlib import Path
from typing import Any

from firststop.core.folding import fold
from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.points import point
from firststop.vacancies.feeds.source import Source

LISTS = Path(__file__).with_name("lists.yaml")
KLADR = "ru-kladr"
#: Where an address ends and somebody goes on to tell of another place.
_SECOND = re.compile(
    r"[\s,;.]*\b(?=(?:адрес работодателя|место работы|место нахождения|фактический адрес)\s*:)", re.IGNORECASE
)
_REGION_NAMES = (("region", "name"), ("regionName",))
_REGION_CODES = (("region", "region_code"), ("state_region_code",))


def put_places(draft: Draft, source: Source) -> None:
    """Keep a place for each address, or the region alone."""
    region = _region(source)
    places = [place for path in _addresses(source) if (place := {**region, **_address(source, path)})]
    bulk = _bulk_address(source, region)
    if not places and (region or bulk):
        places = [{**region, **bulk}]
    draft.put("places", places, ("addresses",) if source.value.get("addresses") else _REGION_NAMES[1])


def _region(source: Source) -> dict[str, Any]:
    """Return name and code of the region; both are kept where they disagree, since nobody knows which is wrong."""
    named, coded = source.first(*_REGION_NAMES), source.first(*_REGION_CODES)
    name, code = source.text(*named), source.text(*coded)
    stem = look_up(LISTS, "region", code[:2]) if code else None
    if name and stem and not any(word.startswith(stem) for word in fold(name).split()):
        detail = _("The code of the region belongs to another region than its name.")
        source.notes.warn("place.region_disagrees", coded, f"{code} {name}", detail, _("Ask the employer."))
    stated = {"name": name, "region": name, "scheme": KLADR if code else None, "code": code, "region_code": code}
    return {field: value[:255] for field, value in stated.items() if value}


def _addresses(source: Source) -> list[tuple[str | int, ...]]:
    return source.items("addresses", "address") if source.value.get("addresses") else []


def _address(source: Source, path: tuple[str | int, ...]) -> dict[str, Any]:
    return {**_split(source, (*path, "location")), **point(source, (*path, "lat"), (*path, "lng"))}


def _bulk_address(source: Source, region: dict[str, Any]) -> dict[str, Any]:
    """Return the address of the bulk file: the region alone says nothing more, so the detail stands first."""
    wide = _split(source, ("vacancy_address",))
    detail = source.text("vacancy_address_additional_info")
    if detail:
        more = wide.get("address", "")
        wide["address"] = (detail if fold(more) in ("", fold(region.get("name", ""))) else f"{more}, {detail}")[:255]
    lat = source.first(("vacancy_address_latitude",), ("latitude",), ("lat",))
    lon = source.first(("vacancy_address_longitude",), ("longitude",), ("lng",))
    return {**wide, **point(source, lat, lon)}


def _split(source: Source, path: tuple[str | int, ...]) -> dict[str, Any]:
    """Return an address, and apart from it what contradicts it."""
    text = source.text(*path)
    if not text:
        return {}
    first, *rest = _SECOND.split(text, maxsplit=1)
    if not rest:
        return {"address": text[:255]}
    detail = _("This address names a second place of work.")
    source.notes.warn("place.second_address", path, rest[0], detail, _("Ask the employer where the work is."))
    return {"address": first[:255], "note": rest[0][:255]}
