"""Who may open which page of jobseekers: one function each, the policy is its docstring."""

from django.http import HttpRequest

from firststop.accounts.enums import Role
from firststop.accounts.queries import hat_of


def for_oneself(request: HttpRequest) -> bool:
    """Everyone who has signed in and acts for oneself; each sees only the own profile."""
    hat = hat_of(request)
    return hat is not None and hat.organisation is None


def counsels(request: HttpRequest) -> bool:
    """Counsellors of the service; the views show each only the own clients."""
    hat = hat_of(request)
    return hat is not None and hat.is_staff and Role.COUNSELLOR in hat.roles
