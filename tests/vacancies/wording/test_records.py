"""The texts and facts of a vacancy record."""

from decimal import Decimal

from firststop.vacancies.enums import Contract
from firststop.vacancies.rules.wording import AdFacts, check_wording, facts_of, texts_of
from firststop.vacancies.schemas import VacancyIn


def facts(**fields: object) -> AdFacts:
    record = VacancyIn.model_validate({"title": "Cook", **fields})
    return facts_of(record, pay_month=Decimal(30000), minimum_month=Decimal(3280), stated_grounds={})


def test_every_text_that_people_read_is_checked() -> None:
    record = VacancyIn.model_validate(
        {
            "title": "Cook",
            "description": "You cook",
            "conditions": "Shifts",
            "other_demands": ["Strong", "No foreigners"],
            "apply_channels": [{"kind": "in_system"}, {"kind": "in_system", "label": "Only women"}],
        }
    )
    texts = texts_of(record)
    assert list(texts) == [
        "title",
        "description",
        "conditions",
        "other_demands/0",
        "other_demands/1",
        "apply_channels/1/label",
    ]
    found = check_wording(texts, language=record.language, facts=AdFacts())
    assert [(finding.field, finding.rule) for finding in found] == [
        ("other_demands/1", "wording.origin"),
        ("apply_channels/1/label", "wording.sex"),
    ]


def test_facts_come_from_the_record() -> None:
    stated = facts(quota=True, protected_groups=["youth"], contract="volunteer", experience_months=24)
    assert stated == AdFacts(
        quota=True,
        protected_groups=("youth",),
        contract=Contract.VOLUNTEER,
        experience_months=24,
        pay_month=Decimal(30000),
        minimum_month=Decimal(3280),
    )


def test_a_group_of_our_list_is_called_as_the_patterns_call_it() -> None:
    stated = facts(protected_groups=["disability", "large_families", "older", "young", "orphans"])
    assert stated.protected_groups == ("disabled", "parents", "older people", "young", "orphans")


def test_full_time_work_is_a_hundred_percent_and_unknown_hours_stay_unknown() -> None:
    assert facts(time_band="full_time").hours_percent == 100
    assert facts(hours_percent_max="50", time_band="full_time").hours_percent == 50
    assert facts(time_band="part_time").hours_percent is None


def test_experience_that_is_only_welcome_contradicts_nothing() -> None:
    assert facts(experience_months=60, experience_required=False).experience_months is None
