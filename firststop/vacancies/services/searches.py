"""Keeping searches: saved under a name, changed, stopped, started again, deleted; each only by its own person."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.core.actor import Actor
from firststop.core.changes import newest_settled
from firststop.core.locks import lock_until_commit
from firststop.core.refusals import Code, not_found, refuse
from firststop.core.row_security import beyond_reader
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.models import SavedSearch
from firststop.vacancies.rules.alerting import folded_name

MOST, LONGEST_NAME = 20, 80
_NO_SEARCH = _("There is no such search.")
_SEAL = Signer(salt="vacancies.stop_search", sep=".")


def save_search(
    name: str, conditions: Mapping[str, list[str]], rhythm: Rhythm, *, by: Actor, at: datetime
) -> SavedSearch:
    """Save a search whose conditions were read by `conditions.conditions_in`; what is public by now is not new to it.

    Refuses an empty, long or known name, and the 21st search.
    """
    person = uuid.UUID(by.id)
    with transaction.atomic():
        # Two at once must not become 21, nor two of one name.
        lock_until_commit(f"vacancies.searches:{person}")
        mine = SavedSearch.objects.filter(person=person)
        if mine.count() >= MOST:
            raise refuse(
                Code.CONFLICT,
                "search.most",
                _("You have 20 saved searches already."),
                hint=_("Delete one that you no longer need."),
            )
        made = SavedSearch(person_id=person, conditions=dict(conditions), rhythm=rhythm, looked_at=at)
        _call(made, name)
        made.seen = newest_settled()
        made.save()
    return made


def change_search(search: uuid.UUID, *, name: str, rhythm: Rhythm, by: Actor) -> SavedSearch:
    """Give a search another name or rhythm; refuses as saving does."""
    with transaction.atomic():
        lock_until_commit(f"vacancies.searches:{by.id}")
        found = _own(search, by)
        _call(found, name)
        found.rhythm = rhythm
        found.save(update_fields=["name", "folded", "rhythm"])
    return found


def stop_search(search: uuid.UUID, *, by: Actor, at: datetime) -> SavedSearch:
    """Send nothing more for a search; it stays on its person's list."""
    with transaction.atomic():
        return _stop(_own(search, by), at)


def start_search(search: uuid.UUID, *, by: Actor, at: datetime) -> SavedSearch:
    """Send for a stopped search again: what becomes public from now on."""
    with transaction.atomic():
        found = _own(search, by)
        if found.stopped_at is not None:
            found.stopped_at, found.looked_at, found.seen = None, at, newest_settled()
            found.save(update_fields=["stopped_at", "looked_at", "seen_transaction", "seen_entry"])
    return found


def delete_search(search: uuid.UUID, *, by: Actor) -> None:
    """Delete a search and the note of what was sent for it."""
    with transaction.atomic():
        _own(search, by).delete()


def seal_of(search: uuid.UUID) -> str:
    """Return the word that stops a search without signing in; it stands in each of its letters."""
    return _SEAL.sign(search.hex)


@beyond_reader()
def search_under(seal: str) -> SavedSearch:
    """Return the search that a seal stops; refuses a word that is none, and a search that is no more."""
    try:
        found = SavedSearch.objects.filter(id=uuid.UUID(_SEAL.unsign(seal))).first()
    except (BadSignature, ValueError):
        found = None
    if found is None:
        raise not_found(_NO_SEARCH)
    return found


@beyond_reader()
def stop_sealed(seal: str, *, at: datetime) -> SavedSearch:
    """Stop the search of a letter's seal; a second time changes nothing."""
    with transaction.atomic():
        found = SavedSearch.objects.select_for_update().filter(id=search_under(seal).id).first()
        if found is None:
            raise not_found(_NO_SEARCH)
        return _stop(found, at)


def _own(search: uuid.UUID, by: Actor) -> SavedSearch:
    found = SavedSearch.objects.select_for_update().filter(id=search, person=uuid.UUID(by.id)).first()
    if found is None:
        raise not_found(_NO_SEARCH)
    return found


def _stop(found: SavedSearch, at: datetime) -> SavedSearch:
    if found.stopped_at is None:
        found.stopped_at = at
        found.save(update_fields=["stopped_at"])
    return found


def _call(search: SavedSearch, name: str) -> None:
    """Name a search; refuses a name that is empty, too long, or another search's of this person."""
    said = " ".join(name.split())
    if not said:
        raise refuse(Code.MISSING, "search.name", _("Give the search a name."), pointer="/name")
    if len(said) > LONGEST_NAME:
        raise refuse(
            Code.INVALID_VALUE, "search.name_length", _("This name is longer than 80 characters."), pointer="/name"
        )
    folded = folded_name(said)
    same = SavedSearch.objects.filter(person=search.person_id, folded=folded).exclude(id=search.id)
    if same.exists():
        raise refuse(
            Code.CONFLICT,
            "search.name_twice",
            _("You have a search of this name already."),
            pointer="/name",
            hint=_("Choose another name."),
        )
    search.name, search.folded = said, folded
