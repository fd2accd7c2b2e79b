"""Words for why a record was read, what was read, and what a consent is about."""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consent is about: what we would do, and with which data."""

    deed: Text
    data: Text


#: What people may agree to by themselves, towards the service. Whoever changes a word changes its version too.
OFFERED: dict[ConsentPurpose, Asked] = {
    ConsentPurpose.KEEP_CV: Asked(_("We keep your CV and read it again when new kinds of work come in."), _("Your CV")),
    ConsentPurpose.SMS_NEWS: Asked(
        _("We tell you by text message about job fairs and courses near you."), _("Your phone number")
    ),
}

#: The version of the words that people read now, by purpose.
WORDING: dict[ConsentPurpose, str] = {
    ConsentPurpose.TERMS: "2026-11",
    ConsentPurpose.SHOW_TO_EMPLOYER: "2026-11",
    ConsentPurpose.KEEP_CV: "2026-11",
    ConsentPurpose.SMS_NEWS: "2026-11",
}
