"""An employer learns why a vacancy is not public: all of it, at each door, in the reader's own language."""

from typing import Any

import pytest

from firststop.vacancies.enums import RejectionCode
from firststop.vacancies.models import Decision, Vacancy
from tests import cast, people
from tests.vacancies.test_api import System, ad
from tests.vacancies.test_life import Firm
from tests.vacancies.test_moderating import DOUBT, read, samat

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-10")]
YOUNG_MAN = "Только мужчина до 35 лет."


def said(receipt: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["rule"], each["pointer"], each.get("value", "")) for each in receipt["problems"]]


def test_the_receipt_of_a_refused_vacancy_names_every_finding_with_its_words() -> None:
    receipt = System().send(ad(reference="A-1", requirements_text=YOUNG_MAN)).json()
    assert (receipt["result"], receipt["status"]) == ("created", "rejected")
    assert said(receipt) == [
        ("wording.sex", "/requirements_text", "Только мужчина"),
        ("wording.age", "/requirements_text", "мужчина до 35 лет"),
    ]
    assert all(each["detail"] and each["hint"] for each in receipt["problems"])


def test_the_receipt_of_a_vacancy_that_waits_says_what_a_person_looks_at() -> None:
    receipt = System().send(ad(requirements_text=DOUBT)).json()
    assert (receipt["status"], said(receipt)) == ("checking", [("wording.record", "/requirements_text", DOUBT)])


def test_a_refused_vacancy_that_is_sent_again_unchanged_stays_refused_for_the_same_reasons() -> None:
    system = System()
    first = system.send(ad(reference="A-1", requirements_text=YOUNG_MAN)).json()
    again = system.send(ad(reference="A-1", requirements_text=YOUNG_MAN)).json()
    assert (again["result"], again["status"], again["version"]) == ("unchanged", "rejected", 1)
    assert again["problems"] == first["problems"]
    assert Decision.objects.count() == 1


def test_what_the_rules_found_is_told_in_the_language_of_whoever_reads() -> None:
    system = System()
    system.send(ad(requirements_text=f"{YOUNG_MAN} Не старше 35 лет."))
    assert Decision.objects.get().text == ""
    for client, address in (
        (people.signed_in(cast.AIDA), "/{}/vacancies/mine"),
        (samat(), f"/{{}}/vacancies/moderation/{Vacancy.objects.get().id}"),
    ):
        english, russian = (read(client, address.format(language)) for language in ("en", "ru"))
        assert "These words exclude people by age." in english
        assert "These words exclude people by sex." in english
        assert "These words exclude" not in russian
        assert "Только мужчина</q>" in russian


def test_a_hint_that_several_findings_share_stands_once() -> None:
    Firm().post(requirements_text=f"{YOUNG_MAN} Только кыргызы.")
    html = read(people.signed_in(cast.AIDA), "/en/vacancies/mine")
    assert html.count("Take it out, or state the lawful reason.") == 1


def test_a_vacancy_that_a_person_refused_says_so_at_the_api() -> None:
    system = System()
    sent = system.send(ad(reference="A-1")).json()
    facts = {"code": "misleading", "text": "Say how much you pay."}
    assert samat().post(f"/en/vacancies/moderation/{sent['id']}/reject", facts).status_code == 302
    (problem,) = system.send(ad(reference="A-1")).json()["problems"]
    assert problem["rule"] == "rejected.misleading"
    assert (problem["detail"], problem["hint"]) == (str(RejectionCode.MISLEADING.label), "Say how much you pay.")
