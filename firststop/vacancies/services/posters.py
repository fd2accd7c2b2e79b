"""Whom we write to about a vacancy."""

import uuid

from firststop.accounts.enums import Role
from firststop.accounts.queries import accounts_with_role
from firststop.vacancies.models import Vacancy


def who_answers_for(vacancy: Vacancy) -> uuid.UUID | None:
    """Return who posted an ad, as long as they act for the firm; else its longest-serving recruiter or administrator.

    A program posts for the firm that gave it a key, and an imported ad's firm may have come to us since. None where
    nobody here acts for the firm.
    """
    serving = _serving(vacancy)
    return next((one for one in serving if str(one) == vacancy.posted_by), None) or next(iter(serving), None)


def answers_for(vacancy: Vacancy, person: uuid.UUID) -> bool:
    """Return whether somebody acts for the firm of an ad now."""
    return person in _serving(vacancy)


def _serving(vacancy: Vacancy) -> list[uuid.UUID]:
    house = vacancy.establishment.organisation_id
    if house is None:
        return []
    return accounts_with_role(house, Role.RECRUITER) + accounts_with_role(house, Role.ADMINISTRATOR)
