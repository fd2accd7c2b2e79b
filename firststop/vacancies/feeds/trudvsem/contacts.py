"""Contacts of Work in Russia: a person, and a list of ways to reach them whose entries may be empty."""

from pathlib import Path
from typing import Any

from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import look_up
from firststop.vacancies.feeds.source import Source

LISTS = Path(__file__).with_name("lists.yaml")


def put_contacts(draft: Draft, source: Source) -> None:
    """Keep the person with the first number and address; further ones follow as contacts of their own."""
    ways: dict[str, list[str]] = {"phone": [], "email": []}
    for path in source.items("contact_list"):
        kind, value = source.text(*path, "contact_type"), source.text(*path, "contact_value")
        if value is None:
            source.notes.inform("empty.contact", path, kind, _("This contact has no number and no address."))
            continue
        way = look_up(LISTS, "contact", kind) if kind else None
        way = way or ("email" if "@" in value else "phone")
        if value not in ways[way]:
            ways[way].append(value)
    general = {way: source.text("company", way) for way in ways}
    if not any(ways.values()):
        ways = {way: [value] if value else [] for way, value in general.items()}
    draft.put("contacts", _pair(source.text("contact_person"), ways), ("contact_list",))


def _pair(person: str | None, ways: dict[str, list[str]]) -> list[dict[str, Any]]:
    count = max(len(ways["phone"]), len(ways["email"]), 1 if person else 0)
    contacts = [{way: values[index] for way, values in ways.items() if index < len(values)} for index in range(count)]
    if person:
        contacts[0]["name"] = person[:255]
    return contacts
