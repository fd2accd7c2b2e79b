"""Telling firms and people what happened: ids only, the words are in `messages`."""

from datetime import datetime

from firststop.accounts.enums import RECRUITING
from firststop.accounts.queries import accounts_with_role
from firststop.core.messages import send_message
from firststop.placements.models import Application


def tell_firm(mine: Application, kind: str, effect: str, at: datetime) -> None:
    """Tell everybody who decides for the firm that has an application; nobody where the firm has no account."""
    house = mine.establishment.organisation_id
    if house is None:
        return
    for member in accounts_with_role(house, *RECRUITING):
        send_message(member, kind, effect=f"{effect}:{member}", on=at.date(), subject=mine.id)


def tell_person(mine: Application, kind: str, at: datetime) -> None:
    """Tell the person who applied; the same step may happen again, so its moment makes it one effect."""
    send_message(mine.person_id, kind, effect=f"{kind}:{mine.id}:{at.isoformat()}", on=at.date(), subject=mine.id)
