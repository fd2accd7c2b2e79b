"""The words of accounts: complete in each language, and short enough where a phone shows them."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation

import firststop.accounts
from firststop.accounts.adapter import AccountAdapter
from firststop.core.messages import declared_kinds
from firststop.core.sms import checked
from tests import cast
from tests.accounts.conftest import Phones
from tests.people import person, signed_in

PACKAGE = Path(firststop.accounts.__file__).parent
LANGUAGES = ("ru", "ky")
#: Words that are the same in every language.
SAME = {"%(name)s"}
PLURALS = {"ru": 3, "ky": 2}


def messages(language: str) -> list[Message]:
    with (PACKAGE / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def forms(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple | list) else [str(value)]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_written_with_all_its_plurals_and_values(language: str) -> None:
    wrong = []
    for message in messages(language):
        said = forms(message.string)
        plural = isinstance(message.id, tuple)
        complete = all(said) and len(said) == (PLURALS[language] if plural else 1)
        values = all(placeholders(form) == placeholders(forms(message.id)[-1]) for form in said)
        if not complete or not values or set(said) & (set(forms(message.id)) - SAME):
            wrong.append(forms(message.id)[0])
    assert wrong == []


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_message_fits_one_text_without_name_and_link(language: str) -> None:
    kinds = [kind for name, kind in declared_kinds().items() if name.startswith("accounts.")]
    assert len(kinds) == 4
    with translation.override(language):
        texts = [f"Firststop: {kind.sms}" for kind in kinds]
    assert [checked(text) for text in texts] == texts


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_code_fits_one_text(phones: Phones, language: str) -> None:
    account, adapter = person(cast.ERMEK), AccountAdapter()
    with translation.override(language):
        adapter.send_verification_code_sms(account, "+996555000777", "888888")
        adapter.send_unknown_account_sms("+996555000777")
        adapter.send_account_already_exists_sms("+996555000777")
        adapter.set_phone(account, "+996555000777", verified=True)
    assert [checked(text) for _number, text in phones.sent] == [text for _number, text in phones.sent]
    assert len(phones.sent) == 4


ENGLISH = re.compile(r"\b(the|your|you|and|with|sign|code|back|number|who|what)\b", re.IGNORECASE)
PAGES = [
    "", "name/", "number/", "address/", "password/", "agreed/", "looks/", "data/", "data/erase/", "invitation/",
    "members/", "members/invite/", "keys/", "second-factor/", "second-factor/codes/new/", "staff/second-factors/",
    "sign-out/",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_an_english_word_left(language: str) -> None:
    client = signed_in(cast.MEERIM)
    left = {}
    for page in PAGES:
        body = client.get(f"/{language}/account/{page}").content.decode()
        shown = re.sub(r"<[^>]+>", " ", body[body.index("<main") : body.index("</main>")])
        if found := ENGLISH.findall(shown):
            left[page] = found
    assert left == {}
