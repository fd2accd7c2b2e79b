"""Profiles: what the person accepted, wishes, visibility, "not to this employer"."""

import secrets
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from firststop.core.actor import Actor
from firststop.core.changes import record_change
from firststop.core.country import load_pack
from firststop.core.languages import LANGUAGES
from firststop.core.refusals import Code, not_found, refuse
from firststop.employers.queries import establishment
from firststop.jobseekers.enums import Origin, Spoken, Visibility, WishedContract
from firststop.jobseekers.events import PROFILE_CHANGED, PROFILE_HIDDEN, TOPIC
from firststop.jobseekers.models import NotToEmployer, Profile, ProfileOccupation, ProfileSkill
from firststop.jobseekers.services.writing import check_may_write
from firststop.taxonomy.enums import Education
from firststop.taxonomy.queries import concept, places_known

#: Letters and digits that nobody mistakes for another over the phone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MOST_SKILLS, MOST_OCCUPATIONS = 100, 20
#: `MOST_PLACES` counts the one where the person lives.
MOST_PLACES, MOST_LANGUAGES = 5, 8


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wishes of a job. Pay is a monthly amount in the country's currency, None for "any".

    `place` is where the person lives, `more_places` where else they would work: one radius from each, codes.
    `languages` are (code, level), `contracts` are codes, none for "any"; without `start_from` they are free at once.
    `education` is the level of ISCED 2011 that the person has reached.
    """

    place: str | None = None
    more_places: tuple[str, ...] = ()
    radius_km: int = 25
    would_move: bool = False
    remote: bool = False
    pay_floor: Decimal | None = None
    schedules: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    start_from: date | None = None
    licences: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    education: int | None = None


def open_profile(person: uuid.UUID, *, by: Actor) -> Profile:
    """Return the person's profile, made hidden and empty at the first call. The person or the counsellor may."""
    with transaction.atomic():
        check_may_write(person, by)
        profile, fresh = Profile.objects.get_or_create(person_id=person, defaults={"code": _fresh_code()})
        if fresh:
            record_change(TOPIC, PROFILE_CHANGED, profile.id, version=1)
    return profile


def enter_profile(
    person: uuid.UUID,
    *,
    wishes: Wishes,
    skills: Sequence[uuid.UUID],
    occupations: Sequence[tuple[uuid.UUID, bool, int]],
    visibility: Visibility,
    by: Actor,
) -> Profile:
    """Enter a whole profile in one step: one version, one entry in the log. Whoever has one already gets its next."""
    _check_wishes(wishes)
    with transaction.atomic():
        check_may_write(person, by)
        known = Profile.objects.select_for_update().filter(person=person).first()
        mine = known or Profile(person_id=person, code=_fresh_code(), version=0)
        _put_wishes(mine, wishes)
        mine.visibility = visibility
        _note(mine)
        _add(mine, skills, occupations, Origin.TYPED)
    return mine


def set_wishes(profile: uuid.UUID, wishes: Wishes, *, by: Actor) -> Profile:
    """Replace the wishes.

    Refuses places, contracts, education and languages that we do not know, too many of them, a radius over 500 km and
    pay that is not above 0.
    """
    _check_wishes(wishes)
    with _changing(profile, by) as mine:
        _put_wishes(mine, wishes)
    return mine


def _check_wishes(wishes: Wishes) -> None:
    _check_places(wishes)
    _check_languages(wishes)
    if not set(wishes.contracts) <= set(WishedContract.values):
        raise refuse(Code.INVALID_VALUE, "wishes.contracts", _("Choose one from the list."), pointer="/contracts")
    if wishes.education is not None and wishes.education not in Education.values:
        raise refuse(Code.INVALID_VALUE, "wishes.education", _("Choose one from the list."), pointer="/education")
    if not 0 <= wishes.radius_km <= 500:
        raise refuse(Code.INVALID_VALUE, "wishes.radius", _("Write a distance up to 500 km."), pointer="/radius_km")
    if wishes.pay_floor is not None and wishes.pay_floor <= 0:
        raise refuse(Code.INVALID_VALUE, "wishes.pay", _("Write an amount above 0, or nothing."), pointer="/pay_floor")


def _check_places(wishes: Wishes) -> None:
    known = places_known([*([wishes.place] if wishes.place is not None else []), *wishes.more_places])
    if wishes.place is not None and wishes.place not in known:
        raise refuse(Code.INVALID_VALUE, "wishes.place", _("We do not know this place."), pointer="/place")
    if not set(wishes.more_places) <= known:
        raise refuse(Code.INVALID_VALUE, "wishes.place", _("We do not know this place."), pointer="/more_places")
    if len(known) > MOST_PLACES:
        raise refuse(Code.INVALID_VALUE, "wishes.places", _("Name at most 5 places."), pointer="/more_places")


def _check_languages(wishes: Wishes) -> None:
    codes, levels = [code for code, _level in wishes.languages], {level for _code, level in wishes.languages}
    ours = {*LANGUAGES, *load_pack(settings.COUNTRY).languages}
    if not set(codes) <= ours or not levels <= set(Spoken.values) or len(set(codes)) < len(codes):
        raise refuse(Code.INVALID_VALUE, "wishes.languages", _("Choose one from the list."), pointer="/languages")
    if len(codes) > MOST_LANGUAGES:
        raise refuse(Code.INVALID_VALUE, "wishes.languages", _("Name at most 8 languages."), pointer="/languages")


def _put_wishes(mine: Profile, wishes: Wishes) -> None:
    facts = asdict(wishes)
    mine.place_id = facts.pop("place")
    facts["more_places"] = [code for code in dict.fromkeys(wishes.more_places) if code != wishes.place]
    facts["languages"] = [{"code": code, "level": level} for code, level in wishes.languages]
    for name, value in facts.items():
        setattr(mine, name, list(value) if isinstance(value, tuple) else value)


def set_visibility(profile: uuid.UUID, visibility: Visibility, *, by: Actor) -> Profile:
    """Show or hide the person; lists of employers follow within the minute."""
    with _changing(profile, by) as mine:
        mine.visibility = visibility
        if visibility is Visibility.HIDDEN:
            record_change(TOPIC, PROFILE_HIDDEN, mine.id, version=mine.version + 1)
    return mine


def accept_skill(profile: uuid.UUID, skill: uuid.UUID, *, origin: Origin, by: Actor) -> None:
    """Add a skill that the person accepts as theirs; again is harmless."""
    _check_concept(skill, "skill")
    with _changing(profile, by) as mine:
        _check_room(_skills_of(mine), [skill], MOST_SKILLS)
        ProfileSkill.objects.get_or_create(profile=mine, skill_id=skill, defaults={"origin": origin})


def remove_skill(profile: uuid.UUID, skill: uuid.UUID, *, by: Actor) -> None:
    """Take a skill out of the profile."""
    with _changing(profile, by) as mine:
        mine.skills.filter(skill=skill).delete()


def accept_occupation(
    profile: uuid.UUID, occupation: uuid.UUID, *, wanted: bool, months: int, origin: Origin, by: Actor
) -> None:
    """Add or change an occupation: wanted, practised for `months`, or both; refuses neither."""
    _check_concept(occupation, "occupation")
    if not wanted and months <= 0:
        raise refuse(
            Code.MISSING,
            "occupation.says_nothing",
            _("Say that you want this work, or how long you did it."),
            pointer="/months",
        )
    if not 0 <= months <= 12 * 60:
        raise refuse(Code.INVALID_VALUE, "occupation.months", _("Write at most 60 years."), pointer="/months")
    with _changing(profile, by) as mine:
        _check_room(_occupations_of(mine), [occupation], MOST_OCCUPATIONS)
        ProfileOccupation.objects.update_or_create(
            profile=mine,
            occupation_id=occupation,
            defaults={"wanted": wanted, "months": months, "origin": origin},
        )


def accept_proposals(
    profile: uuid.UUID,
    *,
    skills: Sequence[uuid.UUID],
    occupations: Sequence[tuple[uuid.UUID, bool, int]],
    origin: Origin,
    by: Actor,
) -> None:
    """Take over in one step what the person ticked: skills, and occupations with (wanted, months practised).

    The newest answer about an occupation stands: one that is neither wanted nor practised any more leaves the profile.
    """
    kept = [(key, wanted, months) for key, wanted, months in occupations if wanted or months]
    ended = [key for key, wanted, months in occupations if not wanted and not months]
    with _changing(profile, by) as mine:
        mine.occupations.filter(occupation__in=ended).delete()
        _check_room(_skills_of(mine), skills, MOST_SKILLS)
        _check_room(_occupations_of(mine), [key for key, _wanted, _months in kept], MOST_OCCUPATIONS)
        _add(mine, skills, kept, origin)


def _add(
    mine: Profile,
    skills: Sequence[uuid.UUID],
    occupations: Sequence[tuple[uuid.UUID, bool, int]],
    origin: Origin,
) -> None:
    ProfileSkill.objects.bulk_create(
        (ProfileSkill(profile=mine, skill_id=skill, origin=origin) for skill in dict.fromkeys(skills)),
        ignore_conflicts=True,
    )
    ProfileOccupation.objects.bulk_create(
        (
            ProfileOccupation(profile=mine, occupation_id=key, wanted=wanted, months=months, origin=origin)
            for key, wanted, months in {said[0]: said for said in occupations}.values()
        ),
        update_conflicts=True,
        unique_fields=["profile", "occupation"],
        update_fields=["wanted", "months", "origin"],
    )


def remove_occupation(profile: uuid.UUID, occupation: uuid.UUID, *, by: Actor) -> None:
    """Take an occupation out of the profile."""
    with _changing(profile, by) as mine:
        mine.occupations.filter(occupation=occupation).delete()


def hide_from(profile: uuid.UUID, employer: uuid.UUID, *, by: Actor) -> None:
    """Never show this employer, its units, or whoever acts for it, that the person looks for work."""
    if establishment(employer) is None:
        raise not_found(_("We do not know this employer."))
    with _changing(profile, by) as mine:
        NotToEmployer.objects.get_or_create(profile=mine, establishment_id=employer)


def show_again_to(profile: uuid.UUID, employer: uuid.UUID, *, by: Actor) -> None:
    """End "not to this employer" for one employer."""
    with _changing(profile, by) as mine:
        mine.not_to.filter(establishment=employer).delete()


@contextmanager
def _changing(profile: uuid.UUID, by: Actor) -> Iterator[Profile]:
    """Lock the profile for its person or the counsellor, and tell the change log of its next version."""
    with transaction.atomic():
        mine = Profile.objects.select_for_update().filter(id=profile).first()
        if mine is None:
            raise not_found(_("There is no such profile."))
        check_may_write(mine.person_id, by)
        yield mine
        _note(mine)


def _note(mine: Profile) -> None:
    """Save the profile as its next version, and tell the change log."""
    mine.version += 1
    mine.save()
    record_change(TOPIC, PROFILE_CHANGED, mine.id, version=mine.version)


def _check_concept(named: uuid.UUID, kind: str) -> None:
    known = concept(named, "en")
    if known is None or known.kind != kind or not known.active:
        raise refuse(Code.INVALID_VALUE, f"{kind}.unknown", _("Choose one from the list."), pointer=f"/{kind}")


def _skills_of(mine: Profile) -> set[uuid.UUID]:
    return set(mine.skills.values_list("skill_id", flat=True))


def _occupations_of(mine: Profile) -> set[uuid.UUID]:
    return set(mine.occupations.values_list("occupation_id", flat=True))


def _check_room(held: Collection[uuid.UUID], named: Collection[uuid.UUID], most: int) -> None:
    """Refuse what is new where there is no room for it; what the profile holds already needs none."""
    new = set(named).difference(held)
    if new and len(held) + len(new) > most:
        raise refuse(Code.CONFLICT, "profile.full", _("Your profile is full. Remove something first."))


def _fresh_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))
