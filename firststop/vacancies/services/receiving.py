"""Receiving a vacancy: the one way in behind the form, the table, the API and the feeds."""

import uuid
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from firststop.core.actor import Actor, system
from firststop.core.changes import record_change
from firststop.core.closed_lists import closed_list, list_names
from firststop.core.country import load_pack
from firststop.core.dated import number_at
from firststop.core.folding import fold
from firststop.core.locks import lock_until_commit
from firststop.core.refusals import Code, Problem, Refused, not_found, refuse
from firststop.employers.queries import EstablishmentCard, establishment
from firststop.taxonomy.queries import concept, places_known
from firststop.vacancies import events
from firststop.vacancies.enums import AD_ARROWS, AdStatus, IntakeResult, SourceType
from firststop.vacancies.feeds import FEEDS
from firststop.vacancies.limits import HELD, MOST, UNREVIEWED
from firststop.vacancies.models import Contact, Vacancy
from firststop.vacancies.models.vacancy import OWN_PROVIDER
from firststop.vacancies.queries import was_accepted_before
from firststop.vacancies.rules.publishing import dates_to_correct, is_read_first, missing_to_publish, set_by_us
from firststop.vacancies.rules.wording import Finding, Verdict
from firststop.vacancies.schemas import VacancyIn, vacancy_id
from firststop.vacancies.services.houses import hold_house, hold_poster
from firststop.vacancies.services.judging import findings_in, lifted_by_groups, monthly_pay, reasons_in, refusal_of
from firststop.vacancies.services.life import dates_of, move
from firststop.vacancies.services.moderating import reject_by_rules
from firststop.vacancies.services.queues import queue_for_moderation

RELEASE = system("vacancies.release")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of something sent to us; the same for every door. `problems` say what keeps it from being public."""

    result: IntakeResult
    id: uuid.UUID
    reference: str
    version: int
    status: AdStatus
    digest: str
    problems: Sequence[Problem] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a receipt would say of something that is not sent yet."""

    result: IntakeResult
    status: AdStatus
    problems: Sequence[Problem]


def post_vacancy(
    record: VacancyIn,
    *,
    employer: uuid.UUID,
    organisation: uuid.UUID,
    by: Actor,
    at: datetime,
    reference: str | None = None,
    provider: str = OWN_PROVIDER,
    is_test: bool = False,
) -> Receipt:
    """Publish an organisation's own ad, or a new version of it.

    Refuses what the record still lacks, an employer that is not the organisation's, a deleted reference, and more
    held ads than a day may have. An unproven employer's ad waits; a proven one's first ad is checked, later ones are
    public at once up to a number a day. A test is answered as an ad of a proven employer would be, and nobody sees it.
    """
    owner = _admitted(record, employer, organisation, at)
    with transaction.atomic():
        hold_poster(organisation, by=by)
        owner = hold_house(owner)
        name = reference or record.reference or uuid.uuid4().hex
        # Two sends of one name at once make one ad and one version.
        lock_until_commit(f"vacancies.reference:{provider}:{name}")
        known = _find(Vacancy.objects.select_for_update(), provider, name, employer)
        findings = findings_in(record, at)
        status = AdStatus.ACTIVE if is_test or owner.is_test else _status_of(known, record, owner, findings, at)
        vacancy = known or new_vacancy(provider, name, by)
        vacancy.is_test = is_test or owner.is_test
        receipt = _write(vacancy, record, owner, SourceType.EMPLOYER, status, by=by, at=at)
        sure = [finding for finding in findings if finding.verdict is Verdict.SURE]
        if sure and receipt.result is not IntakeResult.UNCHANGED:
            receipt = replace(receipt, status=reject_by_rules(receipt.id, sure, at=at))
        if receipt.status is AdStatus.REJECTED:
            return replace(receipt, problems=refusal_of(vacancy))
        return replace(receipt, problems=_reasons(vacancy, record, owner, findings, at))


def provider_of(organisation: uuid.UUID) -> str:
    """Return who tells us of an organisation's ads, by table or by program: one reference is one ad, by either door."""
    return f"organisation:{organisation}"


def correct_vacancy(
    record: VacancyIn, vacancy: uuid.UUID, *, organisation: uuid.UUID, by: Actor, at: datetime
) -> Receipt:
    """Publish a new version of an ad that an organisation sent, under the name that it has; see `post_vacancy`.

    A feed's ad is its source's, whoever it is of: the next import would undo a correction and tell nobody.
    """
    mine = Vacancy.objects.filter(
        establishment__organisation=organisation, source_type=SourceType.EMPLOYER, is_test=False
    )
    known = mine.exclude(provider__in=list(FEEDS)).filter(id=vacancy).first()
    if known is None:
        raise not_found(_("There is no such vacancy."))
    return post_vacancy(
        record, employer=known.establishment_id, organisation=organisation, by=by, at=at,
        reference=known.reference, provider=known.provider,
    )  # fmt: skip


def foresee_vacancy(
    record: VacancyIn,
    *,
    employer: uuid.UUID,
    organisation: uuid.UUID,
    at: datetime,
    reference: str,
    provider: str,
    ahead: int = 0,
) -> Foreseen:
    """Return what `post_vacancy` would answer once `ahead` other new ads of the employer are in; writes nothing.

    Refuses what `post_vacancy` refuses, with the same problems. The words of the record are lawful, or in doubt.
    """
    owner = _admitted(record, employer, organisation, at)
    known = _find(Vacancy.objects.all(), provider, reference, employer)
    findings = findings_in(record, at)
    status = AdStatus.ACTIVE if owner.is_test else _status_of(known, record, owner, findings, at, ahead)
    if known is not None and _is_same(known, record, status):
        stays = AdStatus(known.status)
        refused = stays is AdStatus.REJECTED
        told = refusal_of(known) if refused else _reasons(known, record, owner, findings, at)
        return Foreseen(IntakeResult.UNCHANGED, stays, told)
    result = IntakeResult.CREATED if known is None else IntakeResult.UPDATED
    return Foreseen(result, status, _reasons(known, record, owner, findings, at))


def _reasons(
    vacancy: Vacancy | None, record: VacancyIn, owner: EstablishmentCard, findings: Sequence[Finding], at: datetime
) -> list[Problem]:
    published = record.published_at or (vacancy and vacancy.published_at) or at
    return reasons_in(record, findings, staff=owner.staff, on=published.date())


def _admitted(record: VacancyIn, employer: uuid.UUID, organisation: uuid.UUID, at: datetime) -> EstablishmentCard:
    """Return the employer of an ad that may be published; refuses what the record lacks and another's employer."""
    owner = establishment(employer)
    if owner is None or owner.organisation != organisation:
        raise not_found(_("There is no such employer."))
    missing = missing_to_publish(record, trusted=False) or dates_to_correct(
        record, on=at.date(), most_days=number_at(MOST, at)
    )
    wrong = missing or set_by_us(record) or _of_another(record, owner) or _retired_codes(record, at.date())
    if wrong:
        raise Refused(wrong)
    _check_concepts(record)
    return owner


def _of_another(record: VacancyIn, owner: EstablishmentCard) -> list[Problem]:
    """Return what an ad says of its employer that is not the employer's who sends it."""
    said = {
        "employer_name": (record.employer_name, owner.name),
        "employer_number": (record.employer_number, owner.number),
        "employer_number_scheme": (record.employer_number_scheme, owner.number_scheme),
    }
    sentence, hint = _("This is not how the enterprise is registered."), _("Leave it out: we know who sends it.")
    return [
        Problem(Code.INVALID_VALUE, "employer.another", sentence, f"/{name}", hint, value)
        for name, (value, known) in said.items()
        if value is not None and fold(value) != fold(known or "")
    ]


def release_verified(employer: uuid.UUID, *, at: datetime) -> int:
    """Put the held ads of an employer before a moderator, once somebody has proven to speak for it."""
    owner = establishment(employer)
    with transaction.atomic():
        if owner is not None:
            hold_house(owner)
        held = Vacancy.objects.select_for_update().filter(establishment=employer, status=AdStatus.RECEIVED)
        for vacancy in held:
            move(vacancy, AdStatus.CHECKING, by=RELEASE, at=at)
            queue_for_moderation(vacancy, at=at)
        return len(held)


def _find(vacancies: QuerySet[Vacancy], provider: str, reference: str, employer: uuid.UUID) -> Vacancy | None:
    """Return the ad of a name; refuses one that was deleted for good, or is another employer's."""
    known = vacancies.filter(provider=provider, reference=reference).first()
    if known is not None and known.status == AdStatus.DELETED:
        raise refuse(
            Code.CONFLICT,
            "reference.deleted",
            _("This vacancy was deleted for good."),
            pointer="/reference",
            hint=_("Send it under a new reference."),
        )
    if known is not None and known.establishment_id != employer:
        raise not_found(_("There is no such vacancy."))
    return known


def _status_of(
    known: Vacancy | None,
    record: VacancyIn,
    owner: EstablishmentCard,
    findings: Sequence[Finding],
    at: datetime,
    ahead: int = 0,
) -> AdStatus:
    status = _first_status(owner, at, ahead) if known is None else _next_status(known, owner)
    if status is not AdStatus.ACTIVE:
        return status
    to_read = is_read_first(record, findings=len(findings)) or lifted_by_groups(record, at)
    return AdStatus.CHECKING if to_read else status


def _first_status(owner: EstablishmentCard, at: datetime, ahead: int) -> AdStatus:
    zone = load_pack(settings.COUNTRY).time_zone
    midnight = datetime.combine(at.astimezone(zone).date(), time.min, tzinfo=zone)
    house = owner.parent or owner.id
    mine = Vacancy.objects.filter(Q(establishment=house) | Q(establishment__parent=house), is_test=False)
    today = mine.filter(created_at__gte=midnight)
    if not owner.is_verified:
        most = number_at(HELD, at)
        if today.count() + ahead >= most:
            raise refuse(
                Code.TOO_MANY,
                "employer.held_a_day",
                format_lazy(
                    ngettext_lazy(
                        "You have sent {n} vacancy today that waits for your proof.",
                        "You have sent {n} vacancies today that wait for your proof.",
                        most,
                    ),
                    n=most,
                ),
                hint=_("Prove that you speak for this employer, or go on tomorrow."),
            )
        return AdStatus.RECEIVED
    if not was_accepted_before(owner.id) or today.filter(public_since__isnull=False).count() >= number_at(
        UNREVIEWED, at
    ):
        return AdStatus.CHECKING
    return AdStatus.ACTIVE


def _next_status(known: Vacancy, owner: EstablishmentCard) -> AdStatus:
    """A new version of a public ad stays public; of one that was refused or ended it is checked as a first one is.

    So is what was held, once its employer is proven: to send it again puts it before a moderator, if nothing else did.
    """
    status = AdStatus(known.status)
    if status not in (AdStatus.RECEIVED, AdStatus.REJECTED, AdStatus.EXPIRED, AdStatus.STOPPED):
        return status
    return AdStatus.CHECKING if owner.is_verified else AdStatus.RECEIVED


def _write(
    vacancy: Vacancy,
    record: VacancyIn,
    owner: EstablishmentCard,
    source_type: SourceType,
    status: AdStatus,
    *,
    by: Actor,
    at: datetime,
) -> Receipt:
    is_new = vacancy.version == 0
    if _is_same(vacancy, record, status):
        return _receipt(IntakeResult.UNCHANGED, vacancy)
    known_places = places_known([place.code for place in record.places or [] if place.code])
    put_content(vacancy, record, source_type=source_type, places=known_places, at=at)
    vacancy.establishment_id = owner.id
    if vacancy.status == AdStatus.ACTIVE:  # A new version is a sign of life: the ad ends later.
        dates_of(vacancy, AdStatus.ACTIVE, at)
    vacancy.save()
    vacancy.contacts.all().delete()
    if not status.has_ended:
        Contact.objects.bulk_create(contacts_in(vacancy, record))
    if status in AD_ARROWS[AdStatus(vacancy.status)]:
        move(vacancy, status, by=by, at=at)
    else:
        detail = {"by": by.id}
        record_change(events.TOPIC, events.VACANCY_CHANGED, vacancy.id, version=vacancy.version, detail=detail)
    if status is AdStatus.CHECKING:
        queue_for_moderation(vacancy, at=at)
    return _receipt(IntakeResult.CREATED if is_new else IntakeResult.UPDATED, vacancy)


def _is_same(vacancy: Vacancy, record: VacancyIn, status: AdStatus) -> bool:
    return vacancy.digest == record.digest() and vacancy.status in (status, AdStatus.STOPPED, AdStatus.REJECTED)


def new_vacancy(provider: str, reference: str, by: Actor) -> Vacancy:
    """Return an ad that is not written yet; its id follows from its name at the source."""
    key = vacancy_id(provider, reference)
    return Vacancy(id=key, provider=provider, reference=reference, posted_by=by.id, status=AdStatus.DRAFT, version=0)


def put_content(
    vacancy: Vacancy, record: VacancyIn, *, source_type: SourceType, places: Container[str], at: datetime
) -> None:
    """Put the next version's content into a vacancy, with the columns that repeat it: the one place that makes them.

    `places` holds the place codes that exist.
    """
    pay = monthly_pay(record, at)
    digest = record.digest()
    vacancy.version += vacancy.digest != digest
    vacancy.digest, vacancy.record = digest, record.content()
    vacancy.source_type, vacancy.original_url = source_type, record.original_url
    vacancy.title, vacancy.language = record.title, record.language or "und"
    vacancy.occupation_id, vacancy.openings = record.occupation, record.openings or 1
    vacancy.places = [place.code for place in record.places or [] if place.code and place.code in places]
    vacancy.pay_month_min, vacancy.pay_month_max = pay.low, pay.high
    vacancy.published_at, vacancy.modified_at = record.published_at or vacancy.published_at, record.modified_at or at
    vacancy.apply_by, vacancy.expires_at = record.apply_by, record.expires_at


def contacts_in(vacancy: Vacancy, record: VacancyIn) -> Iterator[Contact]:
    """Yield the contacts of a record, in its order."""
    for order, contact in enumerate(record.contacts or []):
        yield Contact(
            vacancy=vacancy,
            order=order,
            name=contact.name or "",
            role=contact.role or "",
            phone=contact.phone or "",
            email=contact.email or "",
        )


def _retired_codes(record: VacancyIn, on: date) -> list[Problem]:
    """Return the codes of our closed lists that may not be sent any more."""
    wrong = []
    for name in VacancyIn.model_fields.keys() & set(list_names()):
        said, known = getattr(record, name), closed_list(name)
        several = isinstance(said, list)
        for index, code in enumerate(said if several else [said]):
            if code is not None and known is not None and known.retired_on(str(code), on):
                pointer = f"/{name}/{index}" if several else f"/{name}"
                sentence = _("This is no longer used. Choose another from the list.")
                wrong.append(Problem(Code.INVALID_VALUE, "code.retired", sentence, pointer, value=str(code)))
    return sorted(wrong, key=lambda problem: problem.pointer)


def _check_concepts(record: VacancyIn) -> None:
    """Refuse an occupation, skill or place that is not ours; a feed's is left unmapped instead."""
    wrong = []
    found = concept(record.occupation, "en") if record.occupation else None
    if record.occupation and (found is None or found.kind != "occupation" or not found.active):
        wrong.append(Problem(Code.INVALID_VALUE, "occupation.unknown", _("Choose one from the list."), "/occupation"))
    codes = [place.code for place in record.places or []]
    known = places_known([code for code in codes if code])
    for index, code in enumerate(codes):
        if code is None or code not in known:
            pointer = f"/places/{index}/code"
            wrong.append(Problem(Code.INVALID_VALUE, "place.unknown", _("Choose a place from the list."), pointer))
    if wrong:
        raise Refused(wrong)


def _receipt(result: IntakeResult, vacancy: Vacancy) -> Receipt:
    return Receipt(result, vacancy.id, vacancy.reference, vacancy.version, AdStatus(vacancy.status), vacancy.digest)
