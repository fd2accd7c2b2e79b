"""Template words: panels, amounts, phone numbers, the language of a text, the name over the door."""

from decimal import Decimal
from typing import Any

import phonenumbers
from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from firststop.core.panels import drawn_at

register = template.Library()
NO_BREAK = "\u00a0"


@register.simple_tag(takes_context=True)
def panel(context: RequestContext, place: str, subject: Any = None) -> SafeString:
    """Show the panels that others registered at `place`."""
    request = context["request"]
    drawn = drawn_at(place, request, None if subject is None else str(subject))
    return format_html_join("", "{}", ((SafeString(html),) for html in drawn))


@register.simple_tag
def first_page() -> str:
    """Return the address of the first page in the reader's language; who serves it, core does not know."""
    return f"/{get_language()}/"


@register.simple_tag
def service_name() -> str:
    """Return the name over the door; a country sets `SERVICE_NAME`."""
    return str(getattr(settings, "SERVICE_NAME", "Firststop"))


@register.simple_tag
def brand_stylesheet() -> str:
    """Return the static path of the style sheet with a country's own colours, or nothing."""
    return str(getattr(settings, "BRAND_STYLESHEET", ""))


@register.filter
def amount(value: Decimal | int | None) -> str:
    """Write an amount in the reader's format, whole units without decimals, grouped by no-break spaces."""
    if value is None:
        return ""
    whole = value == int(value)
    return number_format(value, decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)


@register.filter
def phone(value: str | None) -> str:
    """Write a number in groups that do not break, as people read it aloud; what is no number stays as it is."""
    if not value:
        return ""
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written.replace(" ", NO_BREAK)


@register.filter
def text_in(code: str | None) -> str:
    """Say in which language a text is, where it is not the reader's; empty where it is, or where nobody knows."""
    if not code or code == get_language():
        return ""
    return {"en": _("Text in English"), "ru": _("Text in Russian"), "ky": _("Text in Kyrgyz")}.get(code, "")
