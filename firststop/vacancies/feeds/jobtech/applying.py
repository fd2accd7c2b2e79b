"""How to apply for a JobTech ad, and whom to ask."""

from typing import Any

from firststop.core.words import _
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.putting import put_text, web_address
from firststop.vacancies.feeds.source import Source

_AT = "application_details"


def put_applying(draft: Draft, source: Source) -> None:
    """Keep the ways to apply with the employer's words beside the first, the reference, and contacts."""
    email, url = source.text(_AT, "email"), web_address(source.text(_AT, "url"))
    channels: list[dict[str, Any]] = []
    if url:
        channels.append({"kind": "url", "value": url})
    if email:
        channels.append({"kind": "email", "value": email})
    told = [(part, words) for part in ("information", "other") if (words := source.text(_AT, part))]
    if told and channels:
        channels[0]["label"] = " ".join(words for _part, words in told)[:255]
    for part, words in told:
        if not channels or len(words) > 255:
            detail = _("Our record has no place for all of this.")
            source.notes.inform("loss", (_AT, part), words, detail)
    draft.put("apply_channels", channels, (_AT,))
    put_text(draft, source, "apply_reference", (_AT, "reference"))
    _put_contacts(draft, source)


def _put_contacts(draft: Draft, source: Source) -> None:
    contacts = []
    for path in source.items("application_contacts"):
        name = source.text(*source.first((*path, "name"), (*path, "description")))
        named = {
            "name": name and name[:255],
            "role": source.text(*path, "contact_type"),
            "phone": source.text(*path, "telephone"),
            "email": source.text(*path, "email"),
        }
        contacts.append({key: value for key, value in named.items() if value})
    general = {"phone": source.text("employer", "phone_number"), "email": source.text("employer", "email")}
    contacts.append({key: value for key, value in general.items() if value})
    draft.put("contacts", [contact for contact in contacts if contact], ("employer",))
