"""Who may open which page of casework: one function each, the policy is its docstring."""

from django.http import HttpRequest

from firststop.accounts.enums import AT_THE_DESK, MANAGING, Role
from firststop.accounts.queries import hat_of


def is_staff(request: HttpRequest) -> bool:
    """Everyone who acts for the employment service sees the desk."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff


def may_call(request: HttpRequest) -> bool:
    """The front desk and leads call those who did not answer, and see their number for it."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(AT_THE_DESK)


def leads(request: HttpRequest) -> bool:
    """Leads are told of tasks that are late by more than a day, and share clients out."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and Role.LEAD in hat.roles


def manages_offices(request: HttpRequest) -> bool:
    """Leads and administrators of the service set up its offices and say who works there."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(MANAGING)
