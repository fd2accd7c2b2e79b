"""Reading profiles: one's own in full, others only as far as they want to be seen."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, QuerySet, prefetch_related_objects

from firststop.core.row_security import beyond_reader
from firststop.employers.queries import eyes_of, eyes_of_each, related_to
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import CvFile, NotToEmployer, Profile, ProfileOccupation
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import recognise

#: What everybody may read of how many people look for work stays below the truth by up to so many, so that no number
#: tells whether one person has come; it is counted once in so many seconds, for a nation takes a moment.
ROUGH, COUNTED_FOR = 10, 60
_WHO_LOOKS = "jobseekers.who_looks"
#: How many regions are named.
MOST_REGIONS = 4


@dataclass(frozen=True, slots=True)
class WhoLooks:
    """More than so many people show employers what they can do; and the regions where most of them live, by code."""

    people: int
    regions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What matching compares; no name, no contact."""

    id: uuid.UUID
    person: uuid.UUID
    code: str
    visibility: Visibility
    version: int
    place: str | None
    more_places: tuple[str, ...]
    radius_km: int
    would_move: bool
    remote: bool
    pay_floor: Decimal | None
    schedules: tuple[str, ...]
    contracts: tuple[str, ...]
    start_from: date | None
    licences: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    education: int | None
    skills: tuple[uuid.UUID, ...]
    wanted: tuple[uuid.UUID, ...]
    practised: tuple[tuple[uuid.UUID, int], ...]
    not_to: frozenset[uuid.UUID] = field(default_factory=frozenset)

    @property
    def places(self) -> tuple[str, ...]:
        """The codes of all places from which the person would go to work."""
        return (*((self.place,) if self.place else ()), *self.more_places)

    def is_hidden_from(self, employer: uuid.UUID) -> bool:
        """Whether this employer must not see that the person looks for work; from a hidden profile everybody is."""
        return self.visibility is Visibility.HIDDEN or employer in self.not_to


@dataclass(frozen=True, slots=True)
class Found:
    """A concept that the text names from `start` to `end` (characters); `confidence` is between 0 and 1."""

    start: int
    end: int
    concept: uuid.UUID
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a CV's text proposes: concepts with their place in the text, for the person to accept or not."""

    skills: list[Found]
    occupations: list[Found]


def profile_of(person: uuid.UUID) -> Profile | None:
    """Return the person's own profile, if there is one."""
    return Profile.objects.select_related("place").filter(person=person).first()


def codes_of(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what people with a profile are called where their name must not be known; one query."""
    return dict(Profile.objects.filter(person__in=set(people)).values_list("person_id", "code"))


def profile_facts(profiles: Iterable[uuid.UUID]) -> list[ProfileFacts]:
    """Return profiles by id, by code; four queries, and five more where somebody hides from an employer.

    "Not to" holds whoever sees what such an employer sees.
    """
    return _facts_of(Profile.objects.filter(id__in=set(profiles)))


def facts_of_each(people: Iterable[uuid.UUID]) -> dict[uuid.UUID, ProfileFacts]:
    """Return what matching compares of each person, hidden or not; as many queries as `profile_facts`."""
    return {one.person: one for one in _facts_of(Profile.objects.filter(person__in=set(people)))}


def facts_of(person: uuid.UUID) -> ProfileFacts | None:
    """Return what matching compares of a person, hidden or not; None without a profile."""
    return facts_of_each([person]).get(person)


def visible_profiles(among: Iterable[uuid.UUID] | None = None) -> list[uuid.UUID]:
    """Return the ids of the profiles that employers may find, of all or `among` some."""
    visible = Profile.objects.visible().order_by("id")
    if among is not None:
        visible = visible.filter(id__in=set(among))
    return list(visible.values_list("id", flat=True))


@beyond_reader()
def is_hidden_from(person: uuid.UUID, employers: Iterable[uuid.UUID]) -> bool:
    """Whether a person wants none of these employers to see that they look for work; hidden profiles always do."""
    profile = Profile.objects.filter(person=person).first()
    if profile is None or profile.visibility == Visibility.HIDDEN:
        return True
    named = NotToEmployer.objects.filter(profile=profile).values_list("establishment_id", flat=True)
    return bool(eyes_of(named) & set(employers))


@beyond_reader()
def shows_name(person: uuid.UUID) -> bool:
    """Whether a person lets every employer whom they do not hide from know who they are."""
    return Profile.objects.filter(person=person, visibility=Visibility.FULL).exists()


def avoided_by(person: uuid.UUID) -> set[uuid.UUID]:
    """Return the employers that a person hides from, with whoever sees what they see."""
    return eyes_of(NotToEmployer.objects.filter(profile__person=person).values_list("establishment_id", flat=True))


@beyond_reader()
def hiding_from(employers: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return the ids of the profiles that name one of these employers or a unit of it."""
    named = related_to(*employers)
    return set(NotToEmployer.objects.filter(establishment__in=named).values_list("profile_id", flat=True))


def who_looks() -> WhoLooks:
    """Return roughly how many people look for work, and where; whoever hides from an employer counts nowhere."""
    known = cache.get(_WHO_LOOKS)
    if not isinstance(known, WhoLooks):
        known = _counted()
        cache.set(_WHO_LOOKS, known, COUNTED_FOR)
    return known


@beyond_reader()
def _counted() -> WhoLooks:
    hides = NotToEmployer.objects.filter(profile=OuterRef("pk"))
    able = Exists(ProfileOccupation.objects.filter(profile=OuterRef("pk")))
    shown = Profile.objects.visible().filter(able, ~Exists(hides))
    regions: Counter[str] = Counter()
    for path, number in shown.values_list("place__path").annotate(number=Count("id")):
        regions[(path or "").strip("/").partition("/")[0]] += number
    most = [(code, _less(number)) for code, number in regions.most_common() if code and number > ROUGH]
    return WhoLooks(_less(regions.total()), tuple(most[:MOST_REGIONS]))


def _less(number: int) -> int:
    return max(number - 1, 0) // ROUGH * ROUGH


def cvs_of(person: uuid.UUID) -> list[CvFile]:
    """Return a person's CVs without their content, newest first."""
    return list(CvFile.objects.defer("content").filter(profile__person=person).order_by("-given_at"))


def proposals_from(text: str, languages: Iterable[str]) -> Proposal:
    """Return what a text proposes as skills and occupations."""
    spoken = frozenset(languages)
    return Proposal(_found(text, ConceptKind.SKILL, spoken, 50), _found(text, ConceptKind.OCCUPATION, spoken, 20))


def _found(text: str, kind: ConceptKind, languages: frozenset[str], limit: int) -> list[Found]:
    spans = recognise(text, kind, languages, limit=limit)
    return [Found(span.start, span.end, span.concept, span.confidence) for span in spans]


def _facts_of(profiles: QuerySet[Profile]) -> list[ProfileFacts]:
    found = list(profiles.prefetch_related("skills", "occupations").order_by("code"))
    with beyond_reader():
        # Nobody else may read it, and whoever must not see the person is one of them.
        prefetch_related_objects(found, "not_to")
    eyes = eyes_of_each(hidden.establishment_id for row in found for hidden in row.not_to.all())
    return [_facts(row, eyes) for row in found]


def _facts(row: Profile, eyes: Mapping[uuid.UUID, frozenset[uuid.UUID]]) -> ProfileFacts:
    occupations = sorted(row.occupations.all(), key=lambda it: it.occupation_id)
    return ProfileFacts(
        id=row.id,
        person=row.person_id,
        code=row.code,
        visibility=Visibility(row.visibility),
        version=row.version,
        place=row.place_id,
        more_places=tuple(row.more_places),
        radius_km=row.radius_km,
        would_move=row.would_move,
        remote=row.remote,
        pay_floor=row.pay_floor,
        schedules=tuple(row.schedules),
        contracts=tuple(row.contracts),
        start_from=row.start_from,
        licences=tuple(row.licences),
        languages=tuple((item["code"], item["level"]) for item in row.languages),
        education=row.education,
        skills=tuple(sorted(it.skill_id for it in row.skills.all())),
        wanted=tuple(it.occupation_id for it in occupations if it.wanted),
        practised=tuple((it.occupation_id, it.months) for it in occupations if it.months),
        not_to=frozenset().union(*(eyes[hidden.establishment_id] for hidden in row.not_to.all())),
    )
