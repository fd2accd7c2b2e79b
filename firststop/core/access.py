"""Who may come in: every route is closed until it says otherwise.

A view is marked by exactly one of `public` and `requires`; `ClosedByDefault` (core.middleware) answers 404 for a view
without a mark, and a guard test walks all routes with all roles.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])
Policy = Callable[[HttpRequest], bool]
_MARK = "firststop_access"


@dataclass(frozen=True, slots=True)
class Access:
    """The mark on a view: open to everyone, or open to those whom `policy` lets in."""

    policy: Policy | None

    @property
    def is_public(self) -> bool:
        """Whether nobody needs to sign in."""
        return self.policy is None

    def admits(self, request: HttpRequest) -> bool:
        """Whether this request may reach the view; an error in a policy closes the door (it propagates)."""
        return self.policy is None or (request.user.is_authenticated and self.policy(request))


def _marked(view: View, access: Access) -> View:
    @wraps(view)
    def same(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    setattr(same, _MARK, access)
    return same  # type: ignore[return-value]


def public(view: View) -> View:
    """Open a view to everyone."""
    return _marked(view, Access(None))


def requires(policy: Policy) -> Callable[[View], View]:
    """Open a view to signed-in people whom `policy` lets in; to others it does not exist."""

    def mark(view: View) -> View:
        return _marked(view, Access(policy))

    return mark


def anyone_signed_in(request: HttpRequest) -> bool:
    """Everyone who has signed in may come in; the view shows each only what is theirs."""
    return bool(request.user.is_authenticated)


def access_of(view: Callable[..., Any]) -> Access | None:
    """Return the mark of a view, or None where it was forgotten."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Access) else None
