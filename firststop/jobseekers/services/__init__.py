"""Writing profiles: made by their person, or by a desk with the person beside it."""

from firststop.jobseekers.services.calling import open_call_code, open_code_to_give
from firststop.jobseekers.services.cvs import give_cv, paste_cv, remove_cv
from firststop.jobseekers.services.profiles import (
    MOST_LANGUAGES,
    MOST_PLACES,
    Wishes,
    accept_occupation,
    accept_proposals,
    accept_skill,
    enter_profile,
    hide_from,
    open_profile,
    remove_occupation,
    remove_skill,
    set_visibility,
    set_wishes,
    show_again_to,
)

__all__ = [
    "MOST_LANGUAGES",
    "MOST_PLACES",
    "Wishes",
    "accept_occupation",
    "accept_proposals",
    "accept_skill",
    "enter_profile",
    "give_cv",
    "hide_from",
    "open_call_code",
    "open_code_to_give",
    "open_profile",
    "paste_cv",
    "remove_cv",
    "remove_occupation",
    "remove_skill",
    "set_visibility",
    "set_wishes",
    "show_again_to",
]
