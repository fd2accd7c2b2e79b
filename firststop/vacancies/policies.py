"""Who may do what with vacancies: one function each, the policy is its docstring."""

import uuid

from django.http import HttpRequest

from firststop.accounts.enums import MODERATING, RECRUITING, OrganisationKind
from firststop.accounts.queries import hat_of


def may_post(request: HttpRequest) -> bool:
    """Administrators and recruiters of an enterprise write its vacancies."""
    hat = hat_of(request)
    if hat is None or hat.kind is not OrganisationKind.ENTERPRISE:
        return False
    return not hat.roles.isdisjoint(RECRUITING)


def may_moderate(request: HttpRequest) -> bool:
    """Moderators and leads of the service decide about vacancies."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(MODERATING)


def may_read_hidden(request: HttpRequest, organisation: uuid.UUID | None) -> bool:
    """Who writes an enterprise's vacancies reads its own when nobody else may; so does who decides about them."""
    hat = hat_of(request)
    own = hat is not None and hat.organisation is not None and hat.organisation == organisation
    return (own and may_post(request)) or may_moderate(request)


def may_keep_searches(request: HttpRequest) -> bool:
    """Everyone who has signed in and acts for oneself; each sees only the own searches."""
    hat = hat_of(request)
    return hat is not None and hat.organisation is None
