"""What an ad states beside its words, as far as it makes words lawful or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from firststop.vacancies.enums import Contract
from firststop.vacancies.rules.wording.findings import Verdict

#: A ground of a single word explains nothing.
SHORTEST_GROUND = 15
#: From here on, an ad "without experience" contradicts itself.
LONG_EXPERIENCE = 12
#: Quota posts are kept for people with disabilities unless the ad names other groups.
QUOTA_GROUP = "disabled"
_FREE_FORMS = {Contract.SELF_EMPLOYED, Contract.CIVIL_CONTRACT}


@dataclass(frozen=True, slots=True)
class AdFacts:
    """Facts of one ad; absent means not stated.

    `stated_grounds` gives, by rule id, the employer's words why a demand is lawful (a genuine requirement, positive
    action). `pay_month` is the highest monthly pay offered and `minimum_month` the minimum wage of a full-time month
    on the day of the check, in one currency; `hours_percent` is the share of full time.
    """

    quota: bool = False
    protected_groups: tuple[str, ...] = ()
    stated_grounds: Mapping[str, str] = field(default_factory=dict)
    contract: Contract | None = None
    experience_months: int | None = None
    pay_month: Decimal | None = None
    minimum_month: Decimal | None = None
    hours_percent: Decimal | None = None

    def states_ground(self, rule: str) -> bool:
        """Whether the ad says in words why this rule does not bind it."""
        return len(self.stated_grounds.get(rule, "").strip()) >= SHORTEST_GROUND

    @property
    def asks_long_experience(self) -> bool:
        """Whether a year of experience or more is asked for."""
        return (self.experience_months or 0) >= LONG_EXPERIENCE

    def pays_below_minimum(self) -> Verdict | None:
        """Return whether the pay lies below the minimum wage; only a doubt while the hours are not known."""
        if self.pay_month is None or self.minimum_month is None:
            return None
        share = Decimal(100) if self.hours_percent is None else self.hours_percent
        if self.pay_month * 100 >= self.minimum_month * share:
            return None
        return Verdict.DOUBT if self.hours_percent is None else Verdict.SURE

    def may_soften(self, rule: str) -> bool:
        """Whether the stated contract makes a person decide: a volunteer is unpaid, a freelancer is no employee."""
        if rule == "wording.unpaid":
            return self.contract is Contract.VOLUNTEER
        return rule == "wording.disguised" and self.contract in _FREE_FORMS
