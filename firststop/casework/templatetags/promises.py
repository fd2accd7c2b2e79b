"""What the service promises, for pages: ``{% within "moderation" as within %}``."""

from django import template

from firststop.casework.enums import Clock
from firststop.casework.queries import within as promised

register = template.Library()


@register.simple_tag
def within(clock: str) -> str:
    """Return the promise of a clock as words inside a sentence."""
    return str(promised(Clock(clock)))
