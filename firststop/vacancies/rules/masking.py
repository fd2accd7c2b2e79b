"""What of an ad leads to a person, and how it is taken out (pure).

Ways to reach somebody are found wherever they stand: e-mail addresses, telephone numbers, and the names of the ad's own
contacts in its texts. A name that no contact bears is not found.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from firststop.vacancies.enums import ApplyKind

MARK = "…"
#: Fields that hold words of the author; all others are codes, numbers, dates and addresses of sites.
TEXTS = (
    "title", "description", "tasks", "requirements_text", "conditions", "benefits", "employer_about", "unit",
    "pay_text", "duration", "education_text", "applicant_area", "apply_reference", "other_demands", "occupation_field",
)  # fmt: skip
#: Parts of a list that hold words, by field.
_WORDS_IN = {"places": ("name", "address", "note"), "skills": ("name",), "lawful_grounds": ("text",)}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: Fewer digits are no number that one can call.
_DIGITS = re.compile(r"(?:\d\D{0,3}){7}")
_SHORTEST_NAME = 3
#: Links to these lead to one person's account.
_MESSENGERS = ("wa.me", "api.whatsapp.com", "t.me", "telegram.me", "viber.click", "m.me", "vk.me", "instagram.com")


@dataclass(frozen=True, slots=True)
class Person:
    """How the contacts of an ad are called, and the regions whose telephone numbers need no country code in it."""

    words: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def in_places_of(self, record: dict[str, Any]) -> "Person":
        """Return the same with the countries of the record's places."""
        abroad = [place["country"] for place in record.get("places") or () if place.get("country")]
        return replace(self, regions=tuple(dict.fromkeys((*self.regions, *abroad))))


def known_words(names: Iterable[str | None]) -> tuple[str, ...]:
    """Return what names, numbers and addresses of contacts look like in a text: a name in both orders."""
    said = [name.strip() for name in names if name and len(name.strip()) >= _SHORTEST_NAME]
    turned = [" ".join(reversed(name.split(" ", 1))) for name in said]
    return tuple(sorted({*said, *turned}, key=len, reverse=True))


def mask_text(text: str, person: Person, by: Callable[[str], str] = lambda _found: MARK) -> str:
    """Return a text without what leads to a person; `by` says what stands in the place of each piece."""
    for word in person.words:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda found: by(found[0]), text, flags=re.IGNORECASE)
    text = _EMAIL.sub(lambda found: by(found[0]), text)
    for region in person.regions if _DIGITS.search(text) else ():
        for found in reversed(list(phonenumbers.PhoneNumberMatcher(text, region))):
            text = text[: found.start] + by(found.raw_string) + text[found.end :]
    return text


def mask_record(record: dict[str, Any], person: Person) -> dict[str, Any]:
    """Return the record of an ad that has ended: ways to a person are gone, what the work was stays."""
    told = person.in_places_of(record)
    kept = {name: _masked(value, told) if name in TEXTS else value for name, value in record.items()}
    for name, parts in _WORDS_IN.items():
        if kept.get(name):
            kept[name] = [
                {key: _masked(value, told) if key in parts else value for key, value in each.items()}
                for each in kept[name]
            ]
    if "apply_channels" in kept:
        kept["apply_channels"] = [way for way in kept["apply_channels"] or () if _is_nobodys(way, told)]
    return kept


def _masked(value: Any, person: Person) -> Any:
    if isinstance(value, list):
        return [_masked(each, person) for each in value]
    return mask_text(value, person) if isinstance(value, str) else value


def _is_nobodys(way: dict[str, Any], person: Person) -> bool:
    """Whether a way to apply leads to a form and not to somebody."""
    if way["kind"] == ApplyKind.IN_SYSTEM:
        return True
    link = way.get("value") or ""
    host = (urlsplit(link).hostname or "") if way["kind"] == ApplyKind.URL else ""
    return bool(host) and not host.endswith(_MESSENGERS) and mask_text(link, person) == link
