"""The API's root: composes the packages' routers under /api/v1 and publishes the OpenAPI document."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from firststop.core.access import public
from firststop.core.api import FirststopAPI
from firststop.core.parameters import ANY, takes

PREFIX = "api/v1/"

api = FirststopAPI()
for _package in settings.PACKAGES:
    if _package != "firststop.site" and find_spec(f"{_package}.api"):
        _room = import_module(f"{_package}.api")
        if hasattr(_room, "router"):
            api.add_router("", _room.router)


@public
@require_GET
def openapi(_request: HttpRequest) -> JsonResponse:
    """Return the OpenAPI 3.1 document."""
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX))


def urls() -> list[URLPattern]:
    """Return the API's addresses. Each operation names who may call it, so the door itself is open."""
    routes = [path(f"{PREFIX}openapi.json", openapi, name="openapi")]
    for route in api.urls[0]:
        if isinstance(route, URLPattern) and route.callback is not None:
            opened = takes(ANY)(csrf_exempt(public(route.callback)))
            routes.append(path(f"{PREFIX}{route.pattern}", opened, name=f"api-{route.name}"))
    return routes
