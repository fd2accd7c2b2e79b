"""Who may see matches: one function each, the policy is its docstring."""

from django.http import HttpRequest

from firststop.accounts.enums import RECRUITING, OrganisationKind
from firststop.accounts.queries import hat_of


def may_see_candidates(request: HttpRequest) -> bool:
    """Administrators and recruiters of an enterprise see who fits its own vacancies, without names."""
    hat = hat_of(request)
    if hat is None or hat.kind is not OrganisationKind.ENTERPRISE:
        return False
    return not hat.roles.isdisjoint(RECRUITING)


def seeks_work(request: HttpRequest) -> bool:
    """Everybody who is signed in and acts for themselves may see which vacancies fit."""
    hat = hat_of(request)
    return hat is not None and hat.organisation is None
