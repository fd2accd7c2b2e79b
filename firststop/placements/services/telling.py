"""Telling firms and people what happened: ids only, the words are in `messages`."""

from datetime import datetime

from firststop.accounts.enums import Role
from firststop.accounts.queries import accounts_with_role
from firststop.core.messages import send_message
from firststop.placements.models import Application
from firststop.vacancies.queries import VacancyCard


def tell_firm(ad: VacancyCard, kind: str, effect: str, at: datetime) -> None:
    """Tell everybody who decides for the firm behind a vacancy; nobody where the firm has no account."""
    if ad.organisation is None:
        return
    for member in accounts_with_role(ad.organisation, Role.ADMINISTRATOR, Role.RECRUITER):
        send_message(member, kind, effect=f"{effect}:{member}", on=at.date(), subject=ad.id, values={"title": ad.title})


def tell_person(mine: Application, kind: str, at: datetime) -> None:
    """Tell the person who applied; the same step may happen again, so its moment makes it one effect."""
    send_message(mine.person_id, kind, effect=f"{kind}:{mine.id}:{at.isoformat()}", on=at.date(), subject=mine.id)
