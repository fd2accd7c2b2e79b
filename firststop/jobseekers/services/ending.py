"""Profiles that nobody needs any more: when they end, and who hears of it."""

import uuid
from collections.abc import Sequence

from django.db.models import F
from django.db.models.functions import Greatest

from firststop.core.changes import record_change
from firststop.jobseekers.events import PROFILE_ERASED, TOPIC

#: Years after which a profile goes whose person neither signed in nor changed it.
KEPT_YEARS = 2


def last_use(path: str = "") -> Greatest:
    """Return when a profile was last used, by signing in or by a change; `path` leads to the profile of another row."""
    return Greatest(F(f"{path}person__last_login"), F(f"{path}changed_at"))


def tell_erased(profiles: Sequence[uuid.UUID]) -> None:
    """Tell whoever follows the change log, such as the match index, that profiles are not there any more."""
    for profile in profiles:
        record_change(TOPIC, PROFILE_ERASED, profile)
