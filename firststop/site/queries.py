"""What site reads: how complete each language is, counted from the message catalogues."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import get_language_info

import firststop

PACKAGE = Path(firststop.__file__).parent
#: The language that the words in the code are written in.
SOURCE = "en"


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """One language of this installation: `done` of `total` sentences are written in it."""

    code: str
    name: str
    done: int
    total: int


@cache
def language_statuses() -> tuple[LanguageStatus, ...]:
    """Return the state of each language in the order in which they are offered."""
    codes = [code for code, _name in settings.LANGUAGES]
    written = {code: set(_messages(code)) for code in codes if code != SOURCE}
    known = {key for code in written for key, _done in written[code]}
    done = {code: {key for key, said in written[code] if said} for code in written}
    return tuple(
        LanguageStatus(
            code=code,
            name=get_language_info(code)["name_local"].capitalize(),
            done=len(known) if code == SOURCE else len(done[code]),
            total=len(known),
        )
        for code in codes
    )


def _messages(code: str) -> Iterator[tuple[tuple[str, str, str], bool]]:
    for path in sorted(PACKAGE.glob(f"*/locale/{code}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                # Django brings the months of Russian itself; those of Kyrgyz stand with ours, and are no sentences.
                if message.id and message.context != "alt. month":
                    yield (path.parts[-5], message.context or "", str(message.id)), _said(message)


def _said(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms) and not message.fuzzy
