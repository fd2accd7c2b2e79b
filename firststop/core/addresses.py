"""Addresses that stand outside our pages: in letters, where a path alone leads nowhere."""

from django.conf import settings


def whole_address(path: str) -> str:
    """Return the address of a page with the host under which the world knows this installation."""
    return settings.PUBLIC_URL.rstrip("/") + path
