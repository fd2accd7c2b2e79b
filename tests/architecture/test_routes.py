"""Every route is closed until a mark opens it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from firststop.core.access import access_of, anyone_signed_in, public, requires
from firststop.core.middleware import ClosedByDefault


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def silent(resolver: URLResolver) -> list[str]:
    """Return the addresses of routes without a mark."""
    return [address for address, route in routes(resolver) if access_of(route.callback) is None]


def test_every_route_says_who_may_come_in() -> None:
    assert silent(get_resolver()) == []


def unmarked(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def through_the_door(view: object, user: object) -> HttpResponse | None:
    request = RequestFactory().get("/en/somewhere")
    request.user = user  # type: ignore[assignment]
    return ClosedByDefault(lambda _request: HttpResponse()).process_view(request, view, (), {})  # type: ignore[arg-type, return-value]


class SignedIn(AnonymousUser):
    is_authenticated = True  # type: ignore[assignment]


@pytest.mark.parametrize("user", [AnonymousUser(), SignedIn()])
def test_a_forgotten_mark_closes_the_route_to_everyone(user: AnonymousUser) -> None:
    with pytest.raises(Http404):
        through_the_door(unmarked, user)


def test_a_public_route_is_open_to_everyone() -> None:
    assert through_the_door(public(unmarked), AnonymousUser()) is None


def test_a_closed_route_asks_to_sign_in_first() -> None:
    answer = through_the_door(requires(anyone_signed_in)(unmarked), AnonymousUser())
    assert answer is not None
    assert answer.status_code == 302


def test_a_route_that_is_not_for_me_does_not_exist() -> None:
    with pytest.raises(Http404):
        through_the_door(requires(lambda _request: False)(unmarked), SignedIn())


def test_an_error_in_a_policy_closes_the_door() -> None:
    def broken(_request: HttpRequest) -> bool:
        raise RuntimeError("the policy failed")

    with pytest.raises(RuntimeError):
        through_the_door(requires(broken)(unmarked), SignedIn())
