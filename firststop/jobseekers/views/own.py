"""Who is signed in, for the pages of one's own profile."""

import uuid

from django.http import HttpRequest
from django.utils.translation import gettext as _

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.refusals import not_found
from firststop.jobseekers.models import Profile
from firststop.jobseekers.services import open_profile


def me(request: HttpRequest) -> uuid.UUID:
    """Return who is signed in; the policy of these pages lets nobody else in."""
    hat = hat_of(request)
    if hat is None:
        raise not_found(_("There is no such page."))
    return hat.account


def my_profile(request: HttpRequest) -> Profile:
    """Return the reader's own profile, made hidden and empty at the first visit."""
    return open_profile(me(request), by=actor_of(request))
