"""What the rules say of an ad, whichever door it came by: what was found in it, and why it is not public."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings

from firststop.core.country import load_pack
from firststop.core.refusals import Problem
from firststop.employers.queries import establishment
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Decision, Vacancy
from firststop.vacancies.queries import VacancyCard
from firststop.vacancies.rules.pay import FULL_TIME, MonthlyPay, monthly, share_of_week
from firststop.vacancies.rules.publishing import VERSION, advice
from firststop.vacancies.rules.wording import Finding, check_wording, facts_of, patterns_version, texts_of, told
from firststop.vacancies.schemas import VacancyIn


def findings_in(record: VacancyIn, at: datetime) -> list[Finding]:
    """Return what the rules of wording find in a record, with the pay compared with the minimum wage of the day.

    Pay for a part of a week that nobody knows is compared as that of a full one, of which the minimum wage is told.
    """
    pack = load_pack(settings.COUNTRY)
    pay = _pay_for(record, share_of_week(record) or FULL_TIME, at)
    minimum = pack.minimum_wage(at.date())
    facts = facts_of(
        record,
        pay_month=pay.high or pay.low,
        minimum_month=minimum.amount if minimum else None,
        stated_grounds={ground.rule: ground.text for ground in record.lawful_grounds or []},
    )
    return check_wording(texts_of(record), language=record.language, facts=facts)


def lifted_by_groups(record: VacancyIn, at: datetime) -> bool:
    """Return whether a record only keeps to the rules of wording because of the groups that it names."""
    if not record.protected_groups:
        return False
    bare = record.model_copy(update={"protected_groups": None})
    return len(findings_in(bare, at)) > len(findings_in(record, at))


def reasons_in(record: VacancyIn, findings: Sequence[Finding], *, staff: int | None, on: date) -> list[Problem]:
    """Return what holds a record back or is to improve in it: findings, then what the ad rules say on the day `on`."""
    return [*wording_in(record, findings), *advice(record, staff=staff, on=on)]


def wording_in(record: VacancyIn, findings: Sequence[Finding]) -> list[Problem]:
    """Return what was found in the words of a record as problems, the words quoted."""
    return told(texts_of(record), ((it.rule, it.field, it.start, it.end) for it in findings))


def reasons_of(vacancy: VacancyCard, at: datetime) -> list[Problem]:
    """Return why an ad is not public, or what is to improve in it; nothing of one that has ended."""
    if vacancy.status == AdStatus.REJECTED:
        return refusal_of(vacancy)
    if vacancy.status.has_ended:
        return []
    record = VacancyIn.model_validate(vacancy.record)
    owner = establishment(vacancy.establishment)
    on = (vacancy.published_at or at).date()
    return reasons_in(record, findings_in(record, at), staff=owner.staff if owner else None, on=on)


def refusal_of(vacancy: Vacancy | VacancyCard) -> list[Problem]:
    """Return why a vacancy was refused last, in the active language."""
    last = Decision.objects.filter(vacancy=vacancy.id).order_by("-at").first()
    return last.reasons(vacancy.record, vacancy.version) if last else []


def rules_version() -> str:
    """Return the version of the rules about ads: of their table, and of the patterns of wording."""
    return f"{VERSION}/{patterns_version()}"


def monthly_pay(record: VacancyIn, at: datetime) -> MonthlyPay:
    """Return the pay of a record a month, in the country's currency at the rates of the day."""
    return _pay_for(record, share_of_week(record), at)


def _pay_for(record: VacancyIn, hours_percent: Decimal | None, at: datetime) -> MonthlyPay:
    pack = load_pack(settings.COUNTRY)
    return monthly(
        record.pay_min,
        record.pay_max,
        currency=record.pay_currency,
        period=record.pay_period,
        hours_percent=hours_percent,
        rate=lambda currency: pack.rate(currency, at.date()),
    )
