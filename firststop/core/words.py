"""Sentences that are translated when they are read: for rules, which know nothing of Django otherwise."""

from django.utils.translation import gettext_lazy as _

__all__ = ["_"]
