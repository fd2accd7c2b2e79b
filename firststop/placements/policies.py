"""Who may open which page of placements: one function each, the policy is its docstring."""

from django.http import HttpRequest

from firststop.accounts.enums import RECRUITING, OrganisationKind
from firststop.accounts.queries import hat_of


def for_oneself(request: HttpRequest) -> bool:
    """Everyone who has signed in and acts for oneself."""
    hat = hat_of(request)
    return hat is not None and hat.organisation is None


def recruits(request: HttpRequest) -> bool:
    """Administrators and recruiters of an enterprise; the views show each only what their enterprise received."""
    hat = hat_of(request)
    if hat is None or hat.kind is not OrganisationKind.ENTERPRISE:
        return False
    return not hat.roles.isdisjoint(RECRUITING)
