"""Sentences that are translated when they are read: for rules, which know nothing of Django otherwise."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

__all__ = ["_", "format_lazy", "ngettext_lazy"]
