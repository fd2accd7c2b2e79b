"""Words for why a record was read, what was read, and what a consent is about."""

import uuid
from collections.abc import Callable, Collection, Mapping

from firststop.accounts.enums import ConsentPurpose
from firststop.core.refusals import Text

#: Returns the names of those recipients that a package knows by their ids.
Namer = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, str]]

_namers: list[Namer] = []
_purposes: dict[str, Text] = {}
_records: dict[str, Text] = {}
_fields: dict[str, Text] = {}


def name_purposes(words: Mapping[str, Text]) -> None:
    """Say why records are read, by the codes that `core.reads` stores; packages call it in `AppConfig.ready()`."""
    _purposes.update(words)


def name_records(words: Mapping[str, Text]) -> None:
    """Say what can be read of a person, by the codes that `core.reads` stores."""
    _records.update(words)


def name_fields(words: Mapping[str, Text]) -> None:
    """Say what the parts and fields of one's own data are called in the file to read."""
    _fields.update(words)


def field_words(name: str) -> str:
    """Return what a part or field of one's own data is called; one without words keeps its name."""
    return str(_fields.get(name, name))


def name_recipients(name: Namer) -> None:
    """Say what those are called whom people agree to show something to; packages call it in `AppConfig.ready()`."""
    if name not in _namers:
        _namers.append(name)


def recipient_names(recipients: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of recipients, as far as some package knows them."""
    return {found: said for name in _namers for found, said in name(recipients).items()}


def purpose_words(code: str) -> Text:
    """Return why a record was read; a code without words is shown as it is, so that nothing is hidden."""
    return _purposes.get(code, code)


def record_words(code: str) -> Text:
    """Return what of a person was read."""
    return _records.get(code, code)


#: The version of the words that people read now, by purpose; whoever changes a word changes its version too. A purpose
#: that nothing obeys any more is not here: nobody can agree to it, but receipts that name it stay readable.
WORDING: dict[ConsentPurpose, str] = {
    ConsentPurpose.TERMS: "2026-11",
    ConsentPurpose.SHOW_TO_EMPLOYER: "2026-11",
}
