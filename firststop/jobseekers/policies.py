"""Who may open which page of jobseekers: one function each, the policy is its docstring."""

from django.http import HttpRequest

from firststop.accounts.enums import AT_THE_DESK, HELPING, Role
from firststop.accounts.queries import hat_of


def for_oneself(request: HttpRequest) -> bool:
    """Everyone who has signed in and acts for oneself; each sees only the own profile."""
    hat = hat_of(request)
    return hat is not None and hat.organisation is None


def takes_calls(request: HttpRequest) -> bool:
    """The front desk, counsellors and leads of the service look up the code that a firm reads out."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(HELPING)


def counsels(request: HttpRequest) -> bool:
    """Counsellors of the service; the views show each only the own clients."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and Role.COUNSELLOR in hat.roles


def gives_clients(request: HttpRequest) -> bool:
    """The front desk and leads of the service give whoever comes to a counsellor."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and not hat.roles.isdisjoint(AT_THE_DESK)
