"""Reading employers: who an enterprise is, whom one speaks for, what was asked."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from firststop.casework.queries import queue, task_of, tasks_of
from firststop.employers.enums import Verification, VerificationState
from firststop.employers.models import ActsFor, Establishment, Proof, ServiceRequest
from firststop.employers.services.proving import QUEUE as PROOFS
from firststop.employers.services.requesting import QUEUE


@dataclass(frozen=True, slots=True)
class EstablishmentCard:
    """What everybody may know of an enterprise."""

    id: uuid.UUID
    organisation: uuid.UUID | None
    name: str
    about: str
    site: str | None
    place: str | None
    address: str
    number: str | None
    number_scheme: str | None
    number_verdict: str | None
    is_verified: bool
    is_test: bool
    parent: uuid.UUID | None
    #: How many people work for the whole enterprise, whichever unit this is; None where it has not said.
    staff: int | None


def establishment(establishment_id: uuid.UUID) -> EstablishmentCard | None:
    """Return one enterprise or unit."""
    found = Establishment.objects.select_related("parent").filter(id=establishment_id).first()
    return _card(found) if found else None


def establishments(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, EstablishmentCard]:
    """Return enterprises by id; one query."""
    found = Establishment.objects.select_related("parent").filter(id__in=set(ids))
    return {row.id: _card(row) for row in found}


def establishments_of(organisation: uuid.UUID) -> list[EstablishmentCard]:
    """Return the enterprise of an organisation and its units, the enterprise first."""
    found = Establishment.objects.select_related("parent").filter(organisation=organisation)
    return sorted((_card(row) for row in found), key=lambda card: (card.parent is not None, card.name))


def related_to(*establishments: uuid.UUID) -> set[uuid.UUID]:
    """Return the enterprises with all their units, whichever of them is named; two queries, however many are named."""
    found = Establishment.objects.filter(id__in=establishments)
    roots: set[uuid.UUID] = set(found.values_list(Coalesce("parent_id", "id"), flat=True))
    return roots | set(Establishment.objects.filter(parent__in=roots).values_list("id", flat=True)) if roots else roots


def eyes_of(named: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return whoever sees what one of these employers sees; see `eyes_of_each`."""
    return set().union(*eyes_of_each(named).values())


def eyes_of_each(named: Iterable[uuid.UUID]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Return by employer whoever sees what it sees, in five queries however many are named.

    That is: the employer, its units, what else belongs to the same organisation, and the agencies that act for any of
    them, with their own units and organisation.
    """
    own = _houses(named)
    everybody = set().union(*own.values())
    acting = list(
        ActsFor.objects.filter(client__in=everybody, ended_at__isnull=True).values_list("client_id", "agent_id")
    )
    agencies = _houses(agent for _client, agent in acting)
    return {
        employer: frozenset(house.union(*(agencies[agent] for client, agent in acting if client in house)))
        for employer, house in own.items()
    }


@dataclass(frozen=True, slots=True)
class Acting:
    """The other side of an agency's relation to an enterprise, and since when it stands."""

    card: EstablishmentCard
    since: datetime


def agencies_of(client: uuid.UUID) -> list[Acting]:
    """Return who finds people for an enterprise now, by name; one query."""
    standing = ActsFor.objects.filter(client=client, ended_at__isnull=True).select_related("agent__parent")
    return [Acting(_card(row.agent), row.since) for row in standing.order_by("agent__name", "id")]


def clients_of(agent: uuid.UUID) -> list[Acting]:
    """Return for whom an enterprise finds people now, by name; one query."""
    standing = ActsFor.objects.filter(agent=agent, ended_at__isnull=True).select_related("client__parent")
    return [Acting(_card(row.client), row.since) for row in standing.order_by("client__name", "id")]


def _houses(named: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return by employer all units under its parent and all that belongs to its organisation; two queries."""
    facts = ("id", "parent_id", "organisation_id")
    rows = list(Establishment.objects.filter(id__in=set(named)).values_list(*facts))
    if not rows:
        return {}
    roots, owners = {parent or key for key, parent, _owner in rows}, {owner for *_keys, owner in rows if owner}
    same = Q(id__in=roots) | Q(parent__in=roots) | Q(organisation__in=owners)
    around = list(Establishment.objects.filter(same).values_list(*facts))
    return {
        key: {
            other
            for other, above, belongs in around
            if (parent or key) in (other, above) or (owner is not None and owner == belongs)
        }
        for key, parent, owner in rows
    }


def find_employers(text: str, *, limit: int = 20) -> list[EstablishmentCard]:
    """Return the enterprises whose name holds a text of two letters or more, by name; units under their parent.

    Those whose name begins with it come first: where many hold it, whoever writes the whole name still finds it.
    """
    typed = text.strip()
    if len(typed) < 2:
        return []
    found = Establishment.objects.select_related("parent").filter(name__icontains=typed, parent__isnull=True)
    first = Q(name__istartswith=typed)
    return [_card(row) for row in found.annotate(first=first).order_by("-first", "name", "id")[:limit]]


def open_proofs(establishment_id: uuid.UUID) -> list[Proof]:
    """Return the proofs that wait for a code or for staff, newest first."""
    return list(Proof.objects.filter(establishment=establishment_id, state="asked").order_by("-asked_at"))


def requests_of(establishment_id: uuid.UUID) -> list[ServiceRequest]:
    """Return what an enterprise asked, newest first."""
    return list(ServiceRequest.objects.filter(establishment=establishment_id).order_by("-asked_at"))


def promised_time(request: uuid.UUID) -> datetime | None:
    """Return when the answer to a request is promised; None once it is answered."""
    task = task_of(QUEUE, request)
    return task.due_at if task else None


def promised_times(requests: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return when the answers are promised, by request; those answered are left out. One query."""
    return {subject: task.due_at for subject, task in tasks_of(QUEUE, requests).items()}


def waiting_requests(*, limit: int = 50) -> list[tuple[ServiceRequest, datetime]]:
    """Return the requests that wait for an answer with their promised time, the oldest promise first."""
    due = {task.subject: task.due_at for task in queue(QUEUE, limit=limit)}
    found = ServiceRequest.objects.select_related("establishment").in_bulk(due)
    return [(found[subject], moment) for subject, moment in due.items() if subject in found]


def asked_request(request: uuid.UUID) -> ServiceRequest | None:
    """Return one request with its enterprise."""
    return ServiceRequest.objects.select_related("establishment").filter(id=request).first()


def proofs_for_staff(*, at: datetime, limit: int = 50) -> list[Proof]:
    """Return the proofs that staff decide or write a letter for, the oldest first."""
    return list(_by_hand(at).select_related("establishment").order_by("asked_at")[:limit])


def proofs_waiting(*, at: datetime) -> int:
    """Return how many proofs wait for staff."""
    return _by_hand(at).count()


def _by_hand(at: datetime) -> QuerySet[Proof]:
    waiting = Proof.objects.filter(state=VerificationState.ASKED, ends_at__gt=at)
    unwritten = Q(way=Verification.LETTER, note="")
    return waiting.filter(Q(way__in=[Verification.COUNTER, Verification.DIRECTOR]) | unwritten)


def promised_decisions(proofs: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return when staff promised to act, by proof; one query."""
    return {subject: task.due_at for subject, task in tasks_of(PROOFS, proofs).items()}


def _card(row: Establishment) -> EstablishmentCard:
    return EstablishmentCard(
        row.id,
        row.organisation_id,
        row.name,
        row.about,
        row.site,
        row.place_id,
        row.address,
        row.number,
        row.number_scheme,
        row.number_verdict,
        row.is_verified,
        row.is_test,
        row.parent_id,
        row.parent.size if row.parent else row.size,
    )
