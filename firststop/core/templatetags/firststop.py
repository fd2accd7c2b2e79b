"""Template words: panels, money, phone numbers, the language of a text."""

from decimal import Decimal
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from firststop.core.panels import panels_at

register = template.Library()
NO_BREAK = " "


@register.simple_tag(takes_context=True)
def panel(context: RequestContext, place: str, subject: Any = None) -> SafeString:
    """Show the panels that others registered at `place`."""
    request = context["request"]
    found = panels_at(place, request, None if subject is None else str(subject))
    pieces = ((SafeString(render_to_string(it.template, {**it.context}, request=request)),) for it in found)
    return format_html_join("", "{}", pieces)


@register.filter
def amount(value: Decimal | int | None) -> str:
    """Write an amount in the reader's format, whole units without decimals, grouped by no-break spaces."""
    if value is None:
        return ""
    whole = value == int(value)
    return number_format(value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)
