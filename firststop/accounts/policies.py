"""Who may open which page of accounts. What is revoked between page and deed is refused by the services."""

from django.http import HttpRequest

from firststop.accounts.enums import MANAGING, Role
from firststop.accounts.hats import has_second_factor, hat_of
from firststop.core.access import Policy


def before_second_factor(request: HttpRequest) -> bool:
    """Everyone who has signed in, staff too before they have used their second factor: to set it up, or to leave."""
    return bool(request.user.is_authenticated)


def members(request: HttpRequest) -> bool:
    """Everyone who acts for an organisation in this request."""
    hat = hat_of(request)
    return hat is not None and hat.organisation is not None


def administrators(request: HttpRequest) -> bool:
    """Administrators of the organisation that they act for."""
    hat = hat_of(request)
    return hat is not None and Role.ADMINISTRATOR in hat.roles


def key_issuers(request: HttpRequest) -> bool:
    """Administrators who have used a second factor: a key is a way in without one."""
    return administrators(request) and has_second_factor(request)


def staff(request: HttpRequest) -> bool:
    """Everyone who acts for the employment service."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff


def reset_deciders(request: HttpRequest) -> bool:
    """Team leads and administrators of the employment service."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(MANAGING)


#: Policies that hold before the second factor; every other page sends staff to set it up first.
WITHOUT_SECOND_FACTOR: frozenset[Policy] = frozenset({before_second_factor})
