"""`firststop setting`: the caps and deadlines that an office may order anew, and ordering one."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import typer
from django.conf import settings
from django.utils import timezone

from firststop.core.actor import system
from firststop.core.cli_frame import with_database
from firststop.core.dated import Number, Setting, numbers, set_value, setting, values_of


@dataclass(frozen=True, slots=True)
class Order:
    """An order: the number, the first day on which it holds, and the text that orders it."""

    value: int
    since: date
    source: str


def tell_numbers(name: str | None, *, order: Order | None, as_json: bool) -> None:
    """Follow an order for the number `name`, if there is one; then print it with every value that it had or will have.

    Without a name all are printed, with what holds and what comes. Exit 2 for a name that is none; an order is refused
    as `set_value` refuses.
    """
    wanted, today = _named(name), timezone.localdate()
    with with_database():
        if order is not None:
            _follow(order, wanted[0].name, today)
        shown = [_said(number) for number in wanted]
    if as_json:
        typer.echo(json.dumps({"settings": shown}, ensure_ascii=False))
    else:
        typer.echo("\n".join(line for each in shown for line in _lines(each, whole=name is not None)))


def _follow(order: Order, name: str, today: date) -> None:
    by, country = system("core.setting"), settings.COUNTRY
    set_value(name, order.value, country=country, since=order.since, source=order.source, by=by, on=today)


def _named(name: str | None) -> list[Number]:
    wanted = [number for number in numbers() if name in (None, number.name)]
    if not wanted:
        known = ", ".join(number.name for number in numbers())
        typer.echo(f"firststop: there is no setting {name!r}; there are {known}", err=True)
        raise typer.Exit(2)
    return wanted


def _said(number: Number) -> dict[str, Any]:
    """Return a number as data: what holds today, its bounds, and every value that it had or will have."""
    holds = setting(number.name, country=settings.COUNTRY, on=timezone.localdate())
    bounds = {"means": number.means, "least": number.least, "most": number.most}
    values = [_as_json(each) for each in values_of(number.name, country=settings.COUNTRY)]
    return {"name": number.name} | _as_json(holds) | bounds | {"values": values}


def _as_json(held: Setting) -> dict[str, Any]:
    return {"value": held.value, "since": held.since and held.since.isoformat(), "source": held.source}


def _lines(said: dict[str, Any], *, whole: bool) -> list[str]:
    """Return a number for people; `whole` with its earlier values, too."""
    values = said["values"]
    now = values.index({name: said[name] for name in ("value", "since", "source")})
    shown = values if whole else values[now:]
    return [
        f"{said['name']}: {said['means']} ({said['least']} to {said['most']})",
        *(f"  {each['value']:>6}  {_day(each['since'])}  {each['source']}" for each in shown),
    ]


def _day(since: str | None) -> str:
    return f"since {since}" if since else "from the start  "
