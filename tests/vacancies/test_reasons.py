"""An employer learns why a vacancy is not public: all of it, at each door, in the reader's own language."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firststop.accounts.enums import KeyScope
from firststop.accounts.services import issue_key
from firststop.employers.models import Establishment
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.feeds import decide, report_of
from firststop.vacancies.models import Decision, Vacancy
from tests import cast, people
from tests.vacancies.feed_records import NOW, live, mapped
from tests.vacancies.test_api import DOOR, System, ad
from tests.vacancies.test_life import Firm
from tests.vacancies.test_moderating import DOUBT, press, read, samat

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
    assert press(samat(), sent["id"], "reject", **facts).status_code == 302
    (problem,) = system.send(ad(reference="A-1")).json()["problems"]
    assert problem["rule"] == "rejected.misleading"
    assert (problem["detail"], problem["hint"]) == (str(RejectionCode.MISLEADING.label), "Say how much you pay.")


def as_read(vacancy: str, secret: str) -> Any:
    return Client(headers={"Authorization": f"Bearer {secret}"}).get(f"{DOOR}/{vacancy}")


def reading_and_writing() -> System:
    return System(KeyScope.VACANCIES_READ, KeyScope.VACANCIES_WRITE)


@pytest.mark.row("A-16")
def test_a_key_that_reads_its_own_vacancies_learns_where_they_are_and_why() -> None:
    system = reading_and_writing()
    waits, refused = (system.send(ad(requirements_text=words)).json() for words in ("Шить.", YOUNG_MAN))
    seen = as_read(waits["id"], system.secret).json()
    assert (seen["status"], seen["problems"], seen["card"]["title"]) == ("checking", [], "Швея")
    seen = as_read(refused["id"], system.secret).json()
    assert (seen["status"], seen["problems"]) == ("rejected", refused["problems"])
    system.send({}, f"{DOOR}/{waits['id']}/stop")
    assert as_read(waits["id"], system.secret).json()["status"] == "stopped"


@pytest.mark.row("A-16", "SR-11")
def test_a_vacancy_that_is_not_public_does_not_exist_for_whoever_may_not_read_it() -> None:
    system = System()
    sent = system.send(ad()).json()
    by = people.actor(cast.BAKYT)
    scopes = [KeyScope.VACANCIES_READ]
    _key, rival = issue_key(uuid.UUID(by.for_id), name="rival", scopes=scopes, by=by, at=timezone.now())
    for secret in (system.secret, rival, "fs_nobody"):
        assert as_read(sent["id"], secret).status_code == 404
    assert Client().get(f"{DOOR}/{sent['id']}").status_code == 404


@pytest.mark.row("V-02")
def test_a_key_to_try_it_out_reads_what_was_sent_with_it_and_nothing_else() -> None:
    trying = System(KeyScope.VACANCIES_TEST)
    sent = trying.send(ad(requirements_text=YOUNG_MAN)).json()
    assert as_read(sent["id"], trying.secret).json()["status"] == "rejected"
    real = trying.firm.post()
    assert as_read(str(real.id), trying.secret).status_code == 404


def test_a_public_vacancy_says_so_to_everybody_and_no_more() -> None:
    vacancy = Firm().published()
    seen = Client().get(f"{DOOR}/{vacancy.id}").json()
    assert (seen["status"], seen["problems"]) == ("active", [])
    assert (seen["card"]["pay_month_min"], seen["card"]["pay_currency"]) == ("22000.00", "KGS")


@pytest.mark.row("V-13")
def test_a_pay_that_nobody_knows_has_no_currency_either() -> None:
    vacancy = Firm().published(pay_min=None, pay_max=None, pay_currency=None)
    card = Client().get(f"{DOOR}/{vacancy.id}").json()["card"]
    assert (card["pay_month_min"], card["pay_month_max"], card["pay_currency"]) == (None, None, None)


@pytest.mark.row("V-04")
@pytest.mark.parametrize("thing", ["a cook", 7, None, [], True])
def test_what_is_no_vacancy_is_refused_by_itself_and_the_rest_of_the_batch_is_in(thing: object) -> None:
    answer = System().send([ad(reference="A-1"), thing, ad(reference="A-2")], f"{DOOR}/batch")
    assert answer.status_code == 207
    first, wrong, last = answer.json()["receipts"]
    assert (first["result"], wrong["result"], last["result"]) == ("created", "refused", "created")
    assert [(each["rule"], each["pointer"]) for each in wrong["problems"]] == [("record.model_type", "/1")]
    assert wrong["problems"][0]["hint"]


def accepted_before() -> System:
    """Return the system of a firm whose vacancies are public at once."""
    system = System()
    system.firm.published()
    return system


@pytest.mark.row("V-11")
@pytest.mark.parametrize(
    ("most", "status", "rules"), [("40000", "active", []), ("40000.01", "checking", ["pay.too_wide"])]
)
def test_pay_of_more_than_twice_its_lowest_is_read_by_a_person_first(most: str, status: str, rules: list[str]) -> None:
    receipt = accepted_before().send(ad(pay_min="20000", pay_max=most)).json()
    assert (receipt["status"], [each["rule"] for each in receipt["problems"]]) == (status, rules)
    assert all(each["detail"] and each["hint"] and each["pointer"] == "/pay_max" for each in receipt["problems"])
    seen = read(samat(), f"/en/vacancies/moderation/{receipt['id']}")
    assert ("The highest pay is more than twice the lowest." in seen) is bool(rules)


@pytest.mark.row("V-11")
@pytest.mark.parametrize(("staff", "told"), [(None, True), (10, True), (9, False)])
@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"pay_min": None, "pay_max": None, "pay_currency": None}, "pay.not_shown"),
        ({"apply_by": 13}, "apply_by.too_soon"),
        ({"apply_by": 14}, None),
    ],
)
def test_a_firm_of_ten_is_told_its_extra_duties_and_a_smaller_one_has_none(
    change: dict[str, Any], rule: str | None, staff: int | None, *, told: bool
) -> None:
    system = accepted_before()
    Establishment.objects.filter(id=system.firm.firm.id).update(size=staff)
    if "apply_by" in change:
        change = {"apply_by": (timezone.now() + timedelta(days=change["apply_by"])).isoformat()}
    body = {name: value for name, value in ad(**change).items() if value is not None}
    receipt = system.send(body).json()
    assert receipt["status"] == "active"
    assert [each["rule"] for each in receipt["problems"]] == ([rule] if rule and told else [])


@pytest.mark.row("V-11")
@pytest.mark.parametrize(("most", "rules"), [(40_000, []), (40_001, ["pay.too_wide"])])
def test_a_feed_is_told_of_a_wide_range_and_its_ad_is_public_all_the_same(most: int, rules: list[str]) -> None:
    decision = decide(None, mapped("trudvsem", live(salary="от 20000", salary_min=20_000, salary_max=most)), at=NOW)
    assert decision.status is AdStatus.ACTIVE
    rows = [row for row in report_of(decision) if row.rule.startswith("pay.")]
    assert [row.rule for row in rows] == rules
    assert all((row.severity, row.pointer, bool(row.hint)) == ("info", "/pay_max", True) for row in rows)
