"""What the check of wording says of whole ads: verdict, code, place, grounds."""

from dataclasses import replace
from decimal import Decimal

import pytest

from firststop.vacancies.enums import Contract, RejectionCode
from firststop.vacancies.rules.wording import READ_AT_MOST, AdFacts, Finding, Klass, Verdict, check_wording

pytestmark = pytest.mark.row("SR-20")
PLAIN = AdFacts()


def check(text: str, facts: AdFacts = PLAIN, language: str | None = None) -> list[Finding]:
    return check_wording({"description": text}, language=language, facts=facts)


def verdicts(text: str, facts: AdFacts = PLAIN) -> list[tuple[str, str]]:
    return [(finding.rule.removeprefix("wording."), finding.verdict.value) for finding in check(text, facts)]


def test_a_sure_breach_names_its_code_its_words_and_a_way_on() -> None:
    text = "Кассир, график 2/2. Только женщины."
    (finding,) = check(text)
    assert (finding.rule, finding.klass, finding.code) == (
        "wording.sex",
        Klass.DISCRIMINATORY,
        RejectionCode.DISCRIMINATORY,
    )
    assert finding.verdict is Verdict.SURE
    assert text[finding.start : finding.end] == "Только женщины"
    assert str(finding.sentence)
    assert str(finding.hint)


@pytest.mark.parametrize(
    ("text", "klass", "code"),
    [
        ("No foreigners", Klass.DISCRIMINATORY, RejectionCode.DISCRIMINATORY),
        ("Залог за форму 2000 сом", Klass.LABOUR_LAW, RejectionCode.FEE_ASKED),
        ("Окуу акылуу, 5000 сом", Klass.LABOUR_LAW, RejectionCode.FEE_ASKED),
        ("Beginner with 5 years' experience", Klass.MISLEADING, RejectionCode.MISLEADING),
        ("Сетевой маркетинг", Klass.FRAUD, RejectionCode.FRAUD_SUSPECTED),
        ("Unpaid trial of one week", Klass.LABOUR_LAW, RejectionCode.RULE_FAILED),
        ("Паспорт хранится у работодателя", Klass.PERSONAL_FREEDOM, RejectionCode.RULE_FAILED),
    ],
)
def test_each_class_leads_to_its_code(text: str, klass: Klass, code: RejectionCode) -> None:
    assert {(finding.klass, finding.code) for finding in check(text)} == {(klass, code)}


@pytest.mark.parametrize(
    "text",
    [
        "Обслуживание пожилых людей на дому",
        "Швея женской одежды",
        "Молодёжный центр ищет методиста",
        "Медсестра, няня, уборщица, доярка, официантка",
        "Women's clothing seamstress",
        "We welcome applicants regardless of sex, age, nationality, religion or disability",
        "Кандидаты любого возраста, пола и национальности",
        "Балдар бакчасына тарбиячы керек",
        "",
    ],
)
def test_lawful_words_pass(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize("who", ["Учитель", "Охранник", "Повар"])
def test_a_clean_criminal_record_is_for_a_person_to_judge(who: str) -> None:
    assert verdicts(f"{who}, без судимости") == [("record", "doubt")]


def test_an_ad_in_one_language_is_read_in_all() -> None:
    text = "Ашпозчу керек. Только девушки. No foreigners. Майыптарды албайбыз."
    found = check(text, language="ky")
    assert [finding.rule for finding in found] == ["wording.sex", "wording.origin", "wording.health"]


def test_findings_come_in_the_order_of_fields_and_words() -> None:
    texts = {"title": "Только мужчины", "description": "Возраст до 35 лет. Без судимости. Только мужчины."}
    found = check_wording(texts, language="ru", facts=PLAIN)
    assert [(finding.field, finding.rule) for finding in found] == [
        ("title", "wording.sex"),
        ("description", "wording.age"),
        ("description", "wording.record"),
        ("description", "wording.sex"),
    ]


def test_a_stated_ground_lifts_the_rule_it_is_given_for_and_no_other() -> None:
    facts = AdFacts(stated_grounds={"wording.sex": "An actress for the part of Aichurok"})
    assert verdicts("Only women need apply", facts) == []
    assert verdicts("Only women under 35", facts) == [("age", "sure")]


@pytest.mark.parametrize("words", ["", "because", "   because   "])
def test_a_ground_that_explains_nothing_lifts_nothing(words: str) -> None:
    assert verdicts("Only women", AdFacts(stated_grounds={"wording.sex": words})) == [("sex", "sure")]


@pytest.mark.parametrize(
    ("rule", "text"),
    [("fee", "A registration fee of 500 som"), ("union", "No union members"), ("unpaid", "Unpaid trial of one week")],
)
def test_no_ground_makes_a_fee_or_unpaid_work_lawful(rule: str, text: str) -> None:
    facts = AdFacts(stated_grounds={f"wording.{rule}": "We have always done it this way"})
    assert verdicts(text, facts) == [(rule, "sure")]


@pytest.mark.parametrize("group", ["women", "женщины", "Аялдар"])
def test_positive_action_passes_for_its_group_only(group: str) -> None:
    facts = AdFacts(protected_groups=(group,))
    assert verdicts("Только женщины", facts) == []
    assert verdicts("Only men", facts) == [("sex", "sure")]
    assert verdicts("No women please", facts) == [("sex", "sure")]


def test_a_quota_post_may_call_people_with_disabilities_and_may_not_exclude_them() -> None:
    facts = AdFacts(quota=True)
    assert verdicts("Только для инвалидов", facts) == []
    assert verdicts("Только для инвалидов") == [("health", "sure")]
    assert verdicts("Инвалидов не берём", facts) == [("health", "sure")]
    assert verdicts("Only women", facts) == [("sex", "sure")]


@pytest.mark.parametrize(
    ("pay", "hours", "verdict"),
    [
        ("3280", "100", None),
        ("3279.99", "100", "sure"),
        ("1640", "50", None),
        ("1639", "50", "sure"),
        ("3279", None, "doubt"),
    ],
)
def test_pay_is_held_against_the_minimum_for_the_stated_hours(pay: str, hours: str | None, verdict: str | None) -> None:
    facts = AdFacts(
        pay_month=Decimal(pay), minimum_month=Decimal("3280.00"), hours_percent=Decimal(hours) if hours else None
    )
    found = check("Уборщица", facts)
    assert [(finding.rule, finding.verdict, finding.field) for finding in found] == (
        [("wording.pay_floor", verdict, "pay_min")] if verdict else []
    )


def test_unknown_pay_or_minimum_is_no_breach() -> None:
    facts = AdFacts(pay_month=Decimal(1), minimum_month=Decimal(2))
    assert check("Уборщица", replace(facts, pay_month=None)) == []
    assert check("Уборщица", replace(facts, minimum_month=None)) == []


def test_the_stated_contract_leaves_the_judgement_to_a_person() -> None:
    unpaid, own = "Работаете бесплатно", "Кассир в магазин, оформление как ИП"
    assert verdicts(unpaid) == [("unpaid", "sure")]
    assert verdicts(unpaid, AdFacts(contract=Contract.VOLUNTEER)) == [("unpaid", "doubt")]
    assert verdicts(own, AdFacts(contract=Contract.PERMANENT)) == [("disguised", "sure")]
    assert verdicts(own, AdFacts(contract=Contract.SELF_EMPLOYED)) == [("disguised", "doubt")]


def test_a_title_for_beginners_that_another_field_contradicts_is_doubtful() -> None:
    texts = {"title": "Стажёр", "requirements_text": "Опыт работы от 5 лет"}
    (finding,) = check_wording(texts, language="ru", facts=PLAIN)
    assert (finding.rule, finding.field, finding.verdict) == ("wording.beginner", "title", Verdict.DOUBT)
    assert check_wording({"title": "Стажёр"}, language="ru", facts=PLAIN) == []


def test_experience_in_a_field_contradicts_words_for_beginners() -> None:
    assert verdicts("Опыт не требуется", AdFacts(experience_months=60)) == [("beginner", "doubt")]
    assert verdicts("Опыт не требуется", AdFacts(experience_months=3)) == []


def test_what_is_too_long_to_read_goes_to_a_person() -> None:
    text = "Повар. " * (READ_AT_MOST // 7 + 1)
    (finding,) = check(text)
    assert (finding.rule, finding.verdict, finding.start, finding.end) == (
        "wording.length",
        Verdict.DOUBT,
        READ_AT_MOST,
        len(text),
    )


def test_a_sure_breach_is_told_even_after_many_doubtful_words() -> None:
    found = check("Без вредных привычек. " * 100 + "Инвалидов не берём.")
    assert [finding.verdict for finding in found].count(Verdict.SURE) == 1
    assert len(found) == 20
