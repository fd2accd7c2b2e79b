"""The table of ad rules: each has a passing, a failing and a missing-input case, and a decision names its version."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from firststop.core.verdicts import Condition, Outcome, evaluate
from firststop.vacancies.enums import AdStatus, RejectionCode
from firststop.vacancies.models import Decision
from firststop.vacancies.rules import publishing
from firststop.vacancies.rules.pay import WIDEST_RANGE
from firststop.vacancies.rules.publishing import VERSION, AdRule
from firststop.vacancies.rules.wording import patterns_version
from firststop.vacancies.services import accept_vacancy, reject_vacancy
from tests import people
from tests.vacancies.test_life import AT, Firm

pytestmark = [pytest.mark.row("C-02", "V-11")]

ON, BEFORE, AFTER = date(2026, 11, 25), date(2026, 11, 24), date(2026, 11, 26)
#: A rule, the facts by which it is met, and those of them that make it fail.
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "title.too_short": ({"title": "Шве"}, {"title": "Шв"}),
    "missing.description": ({"description": "Шить."}, {"description": ""}),
    "missing.openings": ({"openings": 1}, {"openings": 0}),
    "missing.occupation": ({"occupation": "7531"}, {"occupation": ""}),
    "missing.contract": ({"contract": "permanent"}, {"contract": ""}),
    "missing.schedule": ({"schedule": "full_day"}, {"schedule": ""}),
    "missing.apply_channels": ({"apply_channels": ["in_system"]}, {"apply_channels": []}),
    "missing.places": ({"places": ["kg-karakol"]}, {"places": []}),
    "missing.published_at": ({"published_at_sent": True}, {"published_at_sent": False}),
    "apply_by.past": ({"apply_by_day": ON, "today": ON}, {"apply_by_day": BEFORE}),
    "expires_at.past": ({"expires_at_day": ON, "today": ON}, {"expires_at_day": BEFORE}),
    "expires_at.too_late": ({"expires_at_day": ON, "last_day": ON}, {"expires_at_day": AFTER}),
    "published_at.ours": ({"published_at_sent": False}, {"published_at_sent": True}),
    "modified_at.ours": ({"modified_at_sent": False}, {"modified_at_sent": True}),
    "pay.not_shown": ({"pay_shown": True}, {"pay_shown": False}),
    "pay.too_wide": ({"pay_min": Decimal(30), "pay_max": Decimal(60)}, {"pay_max": Decimal("60.01")}),
    "apply_by.too_soon": ({"apply_by_day": ON, "soonest": ON}, {"apply_by_day": BEFORE}),
    "expires_at.too_soon": ({"expires_at_day": ON, "soonest": ON}, {"expires_at_day": BEFORE}),
    "read.doubt": ({"findings": 0}, {"findings": 1}),
    "read.ground": ({"grounds": 0}, {"grounds": 1}),
}
#: The version, and the numbers of its rules: whoever changes one names another version, since decisions store it.
WRITTEN = ("2026-11-27", (14, 10, 3, 2), 20)


def table() -> dict[str, AdRule | Condition]:
    """Return every rule of the module by its name, as a row with words or as a bare condition."""
    found: dict[str, AdRule | Condition] = {}
    for held in vars(publishing).values():
        for each in held if isinstance(held, tuple) else (held,):
            if isinstance(each, AdRule):
                found[each.condition.rule] = each
            elif isinstance(each, Condition):
                found.setdefault(each.rule, each)
    return found


def condition(rule: str) -> Condition:
    row = table()[rule]
    return row.condition if isinstance(row, AdRule) else row


def test_no_rule_is_without_its_cases_and_no_case_without_its_rule() -> None:
    assert table().keys() == CASES.keys()


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_met_failed_or_not_known_and_says_by_which_version(rule: str) -> None:
    passing, failing = CASES[rule]
    asked = [condition(rule)]
    assert set(asked[0].needs) == passing.keys()
    assert evaluate(asked, passing, version=VERSION).met == (rule,)
    failed = evaluate(asked, {**passing, **failing}, version=VERSION)
    assert (failed.outcome, failed.failed, failed.version) == (Outcome.FAILED, (rule,), VERSION)
    for missing in passing:
        for unsaid in ({**passing, missing: None}, {name: passing[name] for name in passing if name != missing}):
            verdict = evaluate(asked, unsaid, version=VERSION)
            assert (verdict.outcome, verdict.unknown) == (Outcome.UNKNOWN, (rule,))


@pytest.mark.parametrize("rule", [name for name, row in table().items() if isinstance(row, AdRule)])
def test_what_must_be_there_is_told_when_it_is_not_known_and_nothing_else_is(rule: str) -> None:
    row = table()[rule]
    assert isinstance(row, AdRule)
    unknown = evaluate([row.condition], {}, version=VERSION)
    must = rule == "title.too_short" or rule.startswith("missing.") or rule == "pay.not_shown"
    assert (row.is_broken(unknown), row.problem().rule) == (must, rule)


def test_another_table_is_another_version() -> None:
    bounds = (publishing.OPEN_DAYS, publishing.SMALL_FIRM, publishing.SHORTEST_TITLE, WIDEST_RANGE)
    assert (VERSION, bounds, len(table())) == WRITTEN


@pytest.mark.django_db
@pytest.mark.row("V-10")
def test_every_decision_about_an_ad_stores_the_version_of_the_rules() -> None:
    firm, version = Firm(), f"{VERSION}/{patterns_version()}"
    accept_vacancy(firm.post().id, by=people.moderator(), at=AT)
    by_person = Firm()
    reject_vacancy(by_person.post().id, code=RejectionCode.OTHER, text="Неясно.", by=people.moderator(), at=AT)
    by_rules = Firm().post(title="Требуются только женщины до 35 лет")
    assert by_rules.status is AdStatus.REJECTED
    kept = Decision.objects.order_by("by_kind").values_list("rules", flat=True)
    assert list(kept) == [version] * 3
