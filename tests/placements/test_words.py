"""What placements say: reasons in three languages, messages that fit into one SMS."""

import pytest
from django.conf import settings
from django.utils.translation import override

from firststop.core.messages import words_of
from firststop.core.models import Message
from firststop.placements.enums import RefusalReason
from firststop.placements.messages import KINDS

NAMES = [kind.name for kind in KINDS]


def said(reason: RefusalReason, language: str) -> str:
    with override(language):
        return reason.for_seeker


@pytest.mark.row("P-03")
def test_there_are_fourteen_reasons() -> None:
    assert len(RefusalReason) == 14


@pytest.mark.row("P-03")
@pytest.mark.parametrize("reason", list(RefusalReason))
def test_each_reason_is_told_to_the_seeker_in_every_language(reason: RefusalReason) -> None:
    words = [said(reason, language) for language, _name in settings.LANGUAGES]
    assert all(words)
    assert len(set(words)) == 3


@pytest.mark.row("C-05")
@pytest.mark.parametrize("language", [language for language, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", NAMES)
def test_a_message_fits_into_one_sms_without_link_and_name(kind: str, language: str) -> None:
    words = words_of(Message(kind=kind, values={"title": "Seamstress", "ref": "A1B2"}), language)
    assert len(words.sms) <= 70
    assert "://" not in words.sms
    assert "Seamstress" not in words.sms
    assert words.title
    assert words.text


def test_every_step_that_the_services_tell_has_words() -> None:
    assert set(NAMES) == {
        f"placements.{what}"
        for what in (
            "applied", "in_review", "postponed", "trial", "pool", "hired", "refused", "hired_elsewhere", "reminder",
            "invited", "reminder_spontaneous", "coming", "comes", "does_not_come", "taken_down",
            "invitation_taken_down", "withdrawn",
        )
    }  # fmt: skip
