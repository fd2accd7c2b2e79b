"""Who may open which page of employers: one function each, the policy is its docstring."""

from django.http import HttpRequest

from firststop.accounts.enums import AT_THE_DESK, HELPING, RECRUITING, OrganisationKind, Role
from firststop.accounts.queries import Hat, hat_of


def may_register(request: HttpRequest) -> bool:
    """Whoever acts for themselves registers an enterprise; an administrator the one of their organisation."""
    hat = hat_of(request)
    if hat is None:
        return False
    return hat.organisation is None or (_is_enterprise(hat) and Role.ADMINISTRATOR in hat.roles)


def may_prove(request: HttpRequest) -> bool:
    """Administrators of an enterprise prove that they speak for it."""
    hat = hat_of(request)
    return hat is not None and _is_enterprise(hat) and Role.ADMINISTRATOR in hat.roles


def may_name_agencies(request: HttpRequest) -> bool:
    """Administrators of an enterprise name who acts for it; the front desk and leads of the service do it for any."""
    return may_prove(request) or may_decide_proofs(request)


def may_ask(request: HttpRequest) -> bool:
    """Administrators and recruiters of an enterprise ask the service and read its answers."""
    hat = hat_of(request)
    return hat is not None and _is_enterprise(hat) and not hat.roles.isdisjoint(RECRUITING)


def may_decide_proofs(request: HttpRequest) -> bool:
    """The front desk and leads of the service decide who speaks for an enterprise."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(AT_THE_DESK)


def may_answer(request: HttpRequest) -> bool:
    """The front desk, counsellors and leads of the service answer enterprises."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(HELPING)


def _is_enterprise(hat: Hat) -> bool:
    return hat.kind is OrganisationKind.ENTERPRISE
