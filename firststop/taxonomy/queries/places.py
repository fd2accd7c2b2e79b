"""Reading places: by code and by name. A merged place leads to the one that it became part of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from firststop.core.country.records import PlaceKind as PlaceKindName
from firststop.core.folding import fold
from firststop.taxonomy.enums import PlaceKind
from firststop.taxonomy.models import Place, PlaceName
from firststop.taxonomy.queries.suggesting import FORGIVING, MOST
from firststop.taxonomy.recognising import place_vocabulary

#: Where a name may end and what tells it apart may begin.
_FURTHER = re.compile(r"[,(]")
#: How many mergers one after another are followed.
MOST_MERGERS = 8


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with its name and the names of what it lies in, narrowest first; a code that is not known is None."""

    code: str
    name: str
    within: tuple[str, ...]
    kind: str
    lat: float | None
    lon: float | None
    path: str
    iso3166_2: str | None = None
    nuts: str | None = None
    national_code: str | None = None

    @property
    def full_name(self) -> str:
        """The name with its surroundings, so that two places of one name can be told apart."""
        return ", ".join((self.name, *self.within))


def suggest_places(text: str, language: str, *, limit: int = MOST, on: date | None = None) -> list[NamedPlace]:
    """Return at most `limit` places whose name begins with `text`, or does but for one slip; larger ones first.

    A merged place leads to what it became part of; one that ended on the day `on` (today) without an heir is left out.
    """
    folded = fold(text)
    if not folded:
        return []
    day = on or timezone.localdate()
    codes = _codes_beginning([folded], day, limit)
    if not codes and len(folded) >= FORGIVING:
        codes = _codes_beginning(place_vocabulary().respelled(folded), day, limit) or _resembling(folded, day, limit)
    named = places(codes, language)
    return [named[code] for code in codes]


def _codes_beginning(starts: Sequence[str], on: date, limit: int) -> list[str]:
    if not starts:
        return []
    found = Q()
    for start in starts:
        found |= Q(folded__startswith=start)
    rank = Case(When(folded__in=list(starts), then=0), default=1)
    names = PlaceName.objects.filter(found).annotate(rank=rank, people=F("place__population"))
    return _heirs(names.order_by("rank", F("people").desc(nulls_last=True), "place_id"), on, limit)


def _resembling(folded: str, on: date, limit: int) -> list[str]:
    names = PlaceName.objects.filter(folded__trigram_word_similar=folded)
    near = names.annotate(similar=TrigramWordSimilarity(folded, "folded"), people=F("place__population"))
    return _heirs(near.order_by("-similar", F("people").desc(nulls_last=True), "place_id"), on, limit)


def _heirs(names: QuerySet[PlaceName], on: date, limit: int) -> list[str]:
    rows = names.values_list("place_id", "place__replaced_by_id", "place__until")[: 4 * limit]
    return list(dict.fromkeys(_standing(list(rows), on)))[:limit]


def _standing(rows: Sequence[tuple[str, str | None, date | None]], on: date) -> list[str]:
    """Return the places that stand for some on a day, in their order; merged ones are followed as far as it goes."""
    heirs = {code: heir for code, heir, until in rows if heir and (until is None or until <= on)}
    ended = {code for code, heir, until in rows if not heir and until is not None and until <= on}
    ahead = set(heirs.values())
    for _hop in range(MOST_MERGERS if ahead else 0):
        merged = Place.objects.filter(
            Q(until__isnull=True) | Q(until__lte=on), code__in=ahead, replaced_by__isnull=False
        )
        onward = dict(merged.values_list("code", "replaced_by_id"))
        if not onward:
            break
        heirs |= onward
        ahead = set(onward.values())
    standing = []
    for code, _heir, _until in rows:
        here, seen = code, {code}
        while here in heirs and heirs[here] not in seen:
            here = heirs[here]
            seen.add(here)
        if here not in ended:
            standing.append(here)
    return standing


def places_known(codes: Sequence[str]) -> set[str]:
    """Return which of the codes are those of places. One query."""
    return set(Place.objects.filter(code__in=set(codes)).values_list("code", flat=True))


def places(codes: Sequence[str], language: str) -> dict[str, NamedPlace]:
    """Return places by code with their names; unknown codes are left out. Two queries.

    A place without a name in `language` and in English takes the first that it has, by language; one query more.
    """
    rows = list(Place.objects.filter(code__in=set(codes)))
    ancestors = {part for row in rows for part in row.path.strip("/").split("/")}
    known = PlaceName.objects.filter(place__in=ancestors, preferred=True)
    read = known.filter(language__in={language, "en"}).values_list("place_id", "language", "text")
    names = {code: text for code, _language, text in sorted(read, key=lambda it: it[1] == language)}
    if nameless := ancestors - names.keys():
        names |= dict(known.filter(place__in=nameless).order_by("-language").values_list("place_id", "text"))
    return {
        row.code: NamedPlace(
            row.code,
            names.get(row.code, row.code),
            tuple(names.get(part, part) for part in reversed(row.path.strip("/").split("/")[:-1])),
            row.kind,
            row.lat,
            row.lon,
            row.path,
            row.iso3166_2,
            row.nuts,
            row.national_code,
        )
        for row in rows
    }


def places_today(codes: Sequence[str], language: str) -> dict[str, NamedPlace]:
    """Return, by each code, the place that stands for it today: what was merged is what it became. Three queries.

    A place that ended without an heir is told as it was; unknown codes are left out.
    """
    rows = Place.objects.filter(code__in=set(codes)).values_list("code", "replaced_by_id", "until")
    today = timezone.localdate()
    standing = {row[0]: next(iter(_standing([row], today)), row[0]) for row in rows}
    named = places(list(standing.values()), language)
    return {code: named[here] for code, here in standing.items() if here in named}


def places_named(phrases: Sequence[str], language: str, *, on: date | None = None) -> dict[str, list[NamedPlace]]:
    """Return the places that a folded phrase names to the letter, larger ones first, by phrase.

    Several places mean that the name alone does not say which: whoever asks shows them all.
    """
    day = on or timezone.localdate()
    rows = PlaceName.objects.filter(folded__in=list(phrases)).order_by(
        F("place__population").desc(nulls_last=True), "place_id"
    )
    found: dict[str, list[tuple[str, str | None, date | None]]] = {}
    for phrase, code, heir, until in rows.values_list("folded", "place_id", "place__replaced_by_id", "place__until"):
        found.setdefault(phrase, []).append((code, heir, until))
    codes = {phrase: list(dict.fromkeys(_standing(mine, day))) for phrase, mine in found.items()}
    named = places([code for mine in codes.values() for code in mine], language)
    return {phrase: [named[code] for code in mine] for phrase, mine in codes.items() if mine}


def places_meant(said: str, language: str) -> list[NamedPlace]:
    """Return the place with this code, else every place that this name may mean, the likeliest first.

    A town and the district around it share a name: the town is meant. A name may be followed by what tells it apart, as
    `told_apart` writes it. Where no name is as typed, it is the suggested one and its namesakes.
    """
    by_code = places_today([said], language)
    if by_code or not said:
        return list(by_code.values())
    named = places_named([fold(said)], language).get(fold(said), [])
    if named:
        return _towns_first(named)
    if further := _described(said, language):
        return further
    near = suggest_places(said, language)
    return [it for it in near if (it.name, it.kind) == (near[0].name, near[0].kind)]


def _towns_first(named: list[NamedPlace]) -> list[NamedPlace]:
    return [it for it in named if it.kind == PlaceKind.SETTLEMENT] or named


def _described(said: str, language: str) -> list[NamedPlace]:
    """Return the places that a name means with what stands behind it: "Ak-Suu, Batken", "Karakol (District)"."""
    heads = [fold(said[: match.start()]) for match in _FURTHER.finditer(said)]
    named = places_named(heads, language) if heads else {}
    words = set(fold(said).split())
    for head in sorted(named, key=len, reverse=True):
        if fit := [it for it, told in told_apart(named[head]) if words <= set(fold(told).split())]:
            return _towns_first(fit)
    return []


def told_apart(found: Sequence[NamedPlace]) -> list[tuple[NamedPlace, str]]:
    """Return places with names that differ: the long one; where two share it, with the kind, else with the code."""
    told = []
    for place in found:
        kinds = [it.kind for it in found if it.full_name == place.full_name]
        more = place.code if kinds.count(place.kind) > 1 else str(PlaceKind(place.kind).label)
        told.append((place, f"{place.full_name} ({more})" if len(kinds) > 1 else place.full_name))
    return told


def places_shown(codes: Sequence[str], language: str) -> dict[str, str]:
    """Return by code how places are written so that `places_meant` finds them; unknown codes are left out.

    It is the name of a place, and the long one where another place has the name too.
    """
    found = places(codes, language)
    named = places_named(list({fold(place.name) for place in found.values()}), language) if found else {}
    return {code: _shown(place, named.get(fold(place.name), [])) for code, place in found.items()}


def _shown(place: NamedPlace, named: list[NamedPlace]) -> str:
    if [it.code for it in _towns_first(named)] == [place.code]:
        return place.name
    return dict(told_apart([*(it for it in named if it.code != place.code), place]))[place]


def place_options(typed: str, language: str) -> list[tuple[str, str]]:
    """Return what to offer while somebody types: what is filled in, which names one place, and the long name."""
    found = told_apart(suggest_places(typed, language))
    names = Counter(place.name for place, _told in found)
    return [(told if names[place.name] > 1 else place.name, place.full_name) for place, told in found]


def place_kinds() -> dict[str, PlaceKindName]:
    """Return the kind of every place that is loaded, by code: a national list may lie in them."""
    return cast("dict[str, PlaceKindName]", dict(Place.objects.values_list("code", "kind")))


def place_words(codes: Iterable[str]) -> dict[str, list[str]]:
    """Return every name of places in every language, for the search index; one query."""
    words: dict[str, list[str]] = {}
    for code, text in PlaceName.objects.filter(place__in=list(codes)).values_list("place_id", "text"):
        words.setdefault(code, []).append(text)
    return words
