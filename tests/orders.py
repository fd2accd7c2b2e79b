"""Orders of caps and deadlines on any day: the product takes them for days ahead only."""

from datetime import date

from firststop.core.dated import forget_read
from firststop.core.models import DatedSetting


def order(name: str, value: int, *, since: date) -> None:
    """Let `name` have a value from a day on."""
    DatedSetting.objects.create(name=name, country="kg", since=since, value=value, source="Order", set_by="test")
    forget_read()
