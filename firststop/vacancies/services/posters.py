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
    house = vacancy.establishment.organisation_id
    if house is None:
        return None
    serving = accounts_with_role(house, Role.RECRUITER) + accounts_with_role(house, Role.ADMINISTRATOR)
    return next((one for one in serving if str(one) == vacancy.posted_by), None) or next(iter(serving), None)
