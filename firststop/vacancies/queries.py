"""Reading vacancies: cards for lists, the whole ad for its page, queues for those who decide."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from firststop.core.country import load_pack
from firststop.core.dated import days_of, number_at
from firststop.vacancies.enums import SAID_FILLED, UNANSWERED, AdStatus, ApplyKind, SourceType
from firststop.vacancies.feeds import FEEDS
from firststop.vacancies.limits import ANSWER, LATELY, OF_LEAST, REFUSED
from firststop.vacancies.models import (
    Appeal,
    Contact,
    Decision,
    ReaderReport,
    SavedSearch,
    TableFault,
    TableUpload,
    Vacancy,
)
from firststop.vacancies.rules.masking import Person, known_words


@dataclass(frozen=True, slots=True)
class VacancyCard:
    """What a list shows of a vacancy. Pay is a monthly amount in the country's currency, None where not known."""

    id: uuid.UUID
    version: int
    status: AdStatus
    status_reason: str | None
    title: str
    language: str
    establishment: uuid.UUID
    employer_name: str
    organisation: uuid.UUID | None
    occupation: uuid.UUID | None
    places: tuple[str, ...]
    openings: int
    pay_month_min: Decimal | None
    pay_month_max: Decimal | None
    published_at: datetime | None
    modified_at: datetime
    apply_by: datetime | None
    expires_at: datetime | None
    changed_at: datetime
    ended_at: datetime | None
    provider: str
    source_type: str
    original_url: str | None
    is_test: bool
    record: dict[str, Any]

    @property
    def takes_applications(self) -> bool:
        """Whether one applies here: the employer has somebody here who reads, and names no other way alone."""
        kinds = {channel["kind"] for channel in self.record.get("apply_channels") or ()}
        return self.organisation is not None and (not kinds or ApplyKind.IN_SYSTEM in kinds)

    @property
    def is_from_feed(self) -> bool:
        """Whether a feed sent it: the source answers for what it says, and its next import would undo any change."""
        return self.provider in FEEDS

    @property
    def can_be_corrected(self) -> bool:
        """Whether its firm may send its next version by the form; what has ended is copied, a source's is its own."""
        sent_here = self.source_type == SourceType.EMPLOYER and not self.is_from_feed
        return sent_here and not self.status.has_ended and not self.is_test


def vacancy_card(vacancy: uuid.UUID) -> VacancyCard | None:
    """Return one vacancy in whatever state."""
    found = Vacancy.objects.select_related("establishment").filter(id=vacancy).first()
    return _card(found) if found else None


def card_of(vacancy: Vacancy) -> VacancyCard:
    """Return the card of a vacancy that is at hand, kept or not."""
    return _card(vacancy)


def receipt_facts(vacancy: uuid.UUID) -> Vacancy:
    """Return what a receipt tells of a vacancy that was just changed."""
    return Vacancy.objects.only("id", "reference", "version", "status", "digest").get(id=vacancy)


def is_test_vacancy(vacancy: uuid.UUID) -> bool:
    """Return whether a vacancy was sent to try the API out; an unknown one was not."""
    return Vacancy.objects.filter(id=vacancy, is_test=True).exists()


def was_accepted_before(employer: uuid.UUID) -> bool:
    """Whether a vacancy of this employer has been read and accepted: its next ones are public at once."""
    return Vacancy.objects.filter(establishment=employer, is_test=False, decisions__accepted=True).exists()


def public_vacancy(vacancy: uuid.UUID) -> VacancyCard | None:
    """Return one vacancy if everybody may see it."""
    found = Vacancy.objects.public().select_related("establishment").filter(id=vacancy).first()
    return _card(found) if found else None


def ended_vacancy(vacancy: uuid.UUID) -> VacancyCard | None:
    """Return a vacancy that everybody could see once and that has ended; what it said is not for everybody any more.

    One that was refused after its end has ended for its readers all the same.
    """
    ended = Q(status__in=[status for status in AdStatus if status.has_ended])
    refused = Q(status=AdStatus.REJECTED, ended_at__isnull=False)
    rows = Vacancy.objects.once_public().filter(ended | refused, id=vacancy)
    found = rows.select_related("establishment").first()
    return _card(found) if found else None


def vacancy_cards(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, VacancyCard]:
    """Return vacancies by id; one query."""
    found = Vacancy.objects.select_related("establishment").filter(id__in=set(ids))
    return {row.id: _card(row) for row in found}


def public_cards(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, VacancyCard]:
    """Return those of `ids` that everybody may see now: an index may be a moment behind. One query."""
    found = Vacancy.objects.public().select_related("establishment").filter(id__in=set(ids))
    return {row.id: _card(row) for row in found}


def public_cards_after(last: uuid.UUID | None, *, limit: int) -> list[VacancyCard]:
    """Return public vacancies in the order of their ids, for whoever builds an index from the tables."""
    rows = Vacancy.objects.public().select_related("establishment").order_by("id")
    if last is not None:
        rows = rows.filter(id__gt=last)
    return [_card(row) for row in rows[:limit]]


def vacancies_of(
    organisation: uuid.UUID, *, statuses: Iterable[AdStatus] = (), skip: int = 0, limit: int = 200
) -> list[VacancyCard]:
    """Return an organisation's vacancies after the first `skip`, newest first, tests left out, deleted unless asked."""
    rows = Vacancy.objects.select_related("establishment").filter(
        establishment__organisation=organisation, is_test=False
    )
    wanted = list(statuses)
    rows = rows.filter(status__in=wanted) if wanted else rows.exclude(status=AdStatus.DELETED)
    return [_card(row) for row in rows.order_by("-created_at", "id")[skip : skip + limit]]


def public_vacancies_of(employer: uuid.UUID, *, limit: int = 50) -> list[VacancyCard]:
    """Return an employer's public vacancies, newest first."""
    rows = Vacancy.objects.public().select_related("establishment").filter(establishment=employer)
    return [_card(row) for row in rows.order_by("-published_at")[:limit]]


def contacts_of(vacancy: uuid.UUID) -> list[Contact]:
    """Return whom to ask about a vacancy; none once it has ended."""
    return list(Contact.objects.filter(vacancy=vacancy))


def person_in(contacts: Iterable[Contact]) -> Person:
    """Return how the contacts of one ad may stand in its texts."""
    names = [said for each in contacts for said in (each.name, each.phone, each.email)]
    return Person(known_words(names), (load_pack(settings.COUNTRY).facts.phone.region,))


def people_in(vacancies: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return the same for many ads; one query."""
    known: dict[uuid.UUID, list[Contact]] = {vacancy: [] for vacancy in vacancies}
    for contact in Contact.objects.filter(vacancy__in=known):
        known[contact.vacancy_id].append(contact)
    return {vacancy: person_in(contacts) for vacancy, contacts in known.items()}


def decisions_of(vacancy: uuid.UUID) -> list[Decision]:
    """Return the decisions about a vacancy, newest first."""
    return list(Decision.objects.filter(vacancy=vacancy).order_by("-at"))


def last_decisions(vacancies: Iterable[uuid.UUID]) -> dict[uuid.UUID, Decision]:
    """Return the latest decision about each of many vacancies; one query."""
    rows = Decision.objects.filter(vacancy__in=set(vacancies)).select_related("appeal").order_by("at")
    return {row.vacancy_id: row for row in rows}


def is_in_review(provider: str, *, at: datetime) -> bool:
    """Whether moderators refused so many of the ads that a source sent lately that its new ones wait; one query.

    An ad counts as its last decision left it; a source of few ads is not judged by them.
    """
    lately = Vacancy.objects.filter(provider=provider, created_at__gt=at - timedelta(days=number_at(LATELY, at)))
    last = Decision.objects.filter(vacancy=OuterRef("id")).order_by("-at").values("accepted")[:1]
    sent = lately.annotate(accepted=Subquery(last)).aggregate(all=Count("id"), refused=Count("id", Q(accepted=False)))
    too_many: bool = sent["refused"] * 100 > sent["all"] * number_at(REFUSED, at)
    return too_many and sent["all"] >= number_at(OF_LEAST, at)


def open_appeal(vacancy: uuid.UUID) -> Appeal | None:
    """Return the appeal that waits for a decision; of several the newest."""
    return Appeal.objects.filter(decision__vacancy=vacancy, decided_at__isnull=True).order_by("-at").first()


def complaints(vacancies: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, None]]:
    """Return the codes that readers report, or that employers disagree with, by vacancy; two queries."""
    ids, codes = set(vacancies), dict[uuid.UUID, dict[str, None]]()
    reports = ReaderReport.objects.filter(vacancy__in=ids, settled_at__isnull=True)
    appeals = Appeal.objects.filter(decision__vacancy__in=ids, decided_at__isnull=True)
    for vacancy, code in (
        *reports.order_by("at").values_list("vacancy_id", "reason"),
        *appeals.values_list("decision__vacancy_id", "decision__code"),
    ):
        codes.setdefault(vacancy, {})[str(code)] = None
    return codes


def open_reports(vacancy: uuid.UUID) -> list[ReaderReport]:
    """Return what readers reported and nobody has settled, oldest first."""
    return list(ReaderReport.objects.filter(vacancy=vacancy, settled_at__isnull=True).order_by("at"))


def searches_of(person: uuid.UUID) -> list[SavedSearch]:
    """Return a person's saved searches, by name."""
    # Sorted here: the database may not know the order of Cyrillic letters.
    return sorted(SavedSearch.objects.filter(person=person), key=lambda search: search.folded)


def search_of(search: uuid.UUID, person: uuid.UUID) -> SavedSearch | None:
    """Return one of a person's saved searches; None for another's."""
    return SavedSearch.objects.filter(id=search, person=person).first()


def counts_of(organisation: uuid.UUID) -> dict[AdStatus, int]:
    """Return how many vacancies an organisation has in each status; one query."""
    rows = Vacancy.objects.filter(establishment__organisation=organisation, is_test=False)
    return {AdStatus(status): n for status, n in rows.values_list("status").annotate(n=Count("id"))}


@dataclass(frozen=True, slots=True)
class Answered:
    """How a firm answers "still open?": questions answered in time, of all whose time is over or that were answered."""

    in_time: int
    asked: int


def answered_by(organisation: uuid.UUID, *, at: datetime) -> Answered | None:
    """Return how a firm answered in the last 12 months; None before its first question. One query.

    It is counted from the history of its ads, for messages are kept for half a year only. A question that still waits
    counts not yet, and one whose ad ended otherwise counts never.
    """
    history = apps.get_model("vacancies", "VacancyEvent")._default_manager
    asked = history.filter(
        establishment__organisation=organisation, is_test=False, asked_open_at__range=(at - timedelta(days=365), at)
    )
    until = F("asked_open_at") + days_of(ANSWER, "asked_open_at")
    said_open = Q(said_open_at__gte=F("asked_open_at"))
    questions = asked.values("pgh_obj", "asked_open_at").annotate(
        silent=BoolOr(Q(status_reason=UNANSWERED), default=False),
        said=BoolOr(said_open | Q(status_reason=SAID_FILLED)),
        soon=BoolOr((said_open & Q(said_open_at__lte=until)) | Q(status_reason=SAID_FILLED, ended_at__lte=until)),
    )
    counted = questions.aggregate(
        asked=Count("pgh_obj", filter=Q(silent=True) | Q(said=True)),
        in_time=Count("pgh_obj", filter=Q(soon=True, silent=False)),
    )
    return Answered(**counted) if counted["asked"] else None


def public_counts(since: datetime) -> tuple[int, int]:
    """Return how many vacancies everybody may find, and how many of them were published since a moment."""
    counted = Vacancy.objects.public().aggregate(all=Count("id"), new=Count("id", filter=Q(published_at__gte=since)))
    return counted["all"], counted["new"]


def open_in_occupation(occupation: uuid.UUID) -> int:
    """Return how many vacancies of an occupation everybody may find."""
    return Vacancy.objects.public().filter(occupation=occupation).count()


def _card(row: Vacancy) -> VacancyCard:
    return VacancyCard(
        id=row.id,
        version=row.version,
        status=AdStatus(row.status),
        status_reason=row.status_reason,
        title=row.title,
        language=row.language,
        establishment=row.establishment_id,
        employer_name=row.establishment.name,
        organisation=row.establishment.organisation_id,
        occupation=row.occupation_id,
        places=tuple(row.places),
        openings=row.openings,
        pay_month_min=row.pay_month_min,
        pay_month_max=row.pay_month_max,
        published_at=row.published_at,
        modified_at=row.modified_at or row.changed_at,
        apply_by=row.apply_by,
        expires_at=row.expires_at,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
        provider=row.provider,
        source_type=row.source_type,
        original_url=row.original_url,
        is_test=row.is_test,
        record=row.record,
    )


def tables_of(organisation: uuid.UUID, *, limit: int = 10) -> list[TableUpload]:
    """Return an organisation's tables without their content, newest first."""
    return list(TableUpload.objects.defer("body").filter(organisation=organisation).order_by("-uploaded_at")[:limit])


def table_of(table: uuid.UUID, organisation: uuid.UUID) -> TableUpload | None:
    """Return one table of an organisation without its content; None for another's."""
    return TableUpload.objects.defer("body").filter(id=table, organisation=organisation).first()


def faults_of(table: uuid.UUID) -> QuerySet[TableFault]:
    """Return what is to correct or to know in a table, by row."""
    return TableFault.objects.filter(table=table)
