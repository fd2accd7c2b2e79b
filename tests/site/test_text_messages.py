"""Every text message that leaves: one segment, no link, no name, whatever the language."""

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import Settings

from firststop.accounts.adapter import AccountAdapter
from firststop.accounts.models import Account
from firststop.accounts.secrets import fresh_code
from firststop.accounts.services.invitations import send_invitation
from firststop.core.messages import declared_kinds, deliver, send_message
from firststop.core.models.messages import Channel
from firststop.core.sms import send_sms
from firststop.site.demo.phone import Sms
from firststop.vacancies.models import SavedSearch, Vacancy
from firststop.vacancies.services.alerts import NEW_ADS
from tests import cast
from tests.employers.firms import sent
from tests.people import person
from tests.placements import stage

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-05")]
LANGUAGES = [language for language, _name in settings.LANGUAGES]
LINK = re.compile(r"://|www\.|\b[a-z0-9-]+\.(?:kg|ru|com|org|net|gov)\b", re.IGNORECASE)
#: What a one-segment text in Cyrillic letters holds; no other alphabet may take more either.
SEGMENT = 70


@pytest.fixture(autouse=True)
def phones(settings: Settings) -> Iterator[None]:
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"
    sent.clear()
    yield
    sent.clear()


def names() -> set[str]:
    """Return what may not be read on a phone that lies on a table: people and firms, in every language."""
    people = {part for who in cast.CAST for it in map(who.name, LANGUAGES) for part in (it.given, it.family)}
    return people | {firm.name(language) for firm in cast.FIRMS for language in LANGUAGES}


def wrong(text: str) -> list[str]:
    """Return what a text may not be."""
    return [
        *(["too long"] if len(text) > SEGMENT else []),
        *(["a link"] if LINK.search(text) else []),
        *(f"the name {name}" for name in names() if name in text),
    ]


def new_ads(account: Account) -> dict[str, Any]:
    """Return what a message of new ads is about: it leaves only for a search that is kept, with an ad that is open."""
    kept = SavedSearch.objects.filter(person=account).first() or SavedSearch.objects.create(
        person=account, name=cast.AIDA.name("ru").given, folded="a", rhythm="daily", looked_at=timezone.now()
    )
    ad = Vacancy.objects.first() or stage.sewing().vacancy()
    return {"search": kept.id, "values": {"ads": [str(ad.id)], "count": 1}}


def test_a_thousand_messages_of_all_kinds_and_languages_say_no_name_and_no_link() -> None:
    account, chance, kinds = person(cast.ERMEK), random.Random(5), sorted(declared_kinds())
    secrets = sorted(names())
    for number in range(1_000):
        language, kind = LANGUAGES[number % len(LANGUAGES)], kinds[number // len(LANGUAGES) % len(kinds)]
        Account.objects.filter(id=account.id).update(language=language)
        values = {
            "title": f"{chance.choice(secrets)} https://firststop.example",
            "ref": f"{chance.getrandbits(16):04X}",
        }
        about = new_ads(account) if kind == NEW_ADS else {}
        message = send_message(
            account.id, kind, effect=f"{number}", on=timezone.localdate(), subject=about.get("search"),
            values={**values, **about.get("values", {})},
        )  # fmt: skip
        assert message is not None
        assert message.channel == Channel.SMS
        deliver(message.id, at=timezone.now())
    assert len(sent) == 1_000
    assert {text: wrong(text) for _number, text in sent if wrong(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_warnings_that_do_not_pass_the_outbox_fit_too(language: str) -> None:
    account, phone, adapter = person(cast.ERMEK), cast.ERMEK.phone or "", AccountAdapter()
    with override(language):
        adapter.send_verification_code_sms(account, phone, "123456")
        adapter.send_unknown_account_sms(phone)
        adapter.send_account_already_exists_sms(phone)
        adapter.set_phone(account, "+996700000999", verified=True)
        send_invitation(phone, fresh_code())
        send_sms(phone, gettext("Firststop: code %(code)s for your enterprise.") % {"code": "123456"})
    assert len(sent) == 6
    assert {text: wrong(text) for _number, text in sent if wrong(text)} == {}


@pytest.mark.parametrize("text", ["see firststop.kg", "https://x.example/1", "x" * 71, "Эрмек, вас ждут"])
def test_a_wrong_text_is_seen(text: str) -> None:
    assert wrong(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demos_phone_offers_answers_under_questions_only(language: str) -> None:
    with override(language):
        said = {
            kind.name: (kind.answered_by is not None, Sms("", str(kind.sms), timezone.now()).asks)
            for kind in declared_kinds().values()
        }
    wrong = [name for name, (asks, offers) in said.items() if asks != offers and not name.startswith("tests.")]
    assert wrong == []
    assert any(asks for asks, _offers in said.values())
