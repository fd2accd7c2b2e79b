"""From a search and its reading to tantivy's queries.

Text is matched in tiers: all words in what an ad is (title, occupation, place), then also in what it asks for and
who offers it, then anywhere. A tier holds all hits of the one before, so that the last is the whole answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product

import tantivy
from tantivy import Occur

from firststop.vacancies.search import geo, schema, words
from firststop.vacancies.search.documents import Group
from firststop.vacancies.search.query import Query
from firststop.vacancies.search.reading import Part, PartKind, Reading

Clause = tantivy.Query
_HEART = ("title", "occupation_words", "place_names")
TIERS = (_HEART, (*_HEART, "skill_words", "employer"), (*_HEART, "skill_words", "employer", "description"))
_NAMED_IN = {PartKind.OCCUPATION: Group.OCCUPATION, PartKind.SKILL: Group.SKILL, PartKind.PLACE: Group.PLACE}
_UNWANTED_IN = ("title", "occupation_words", "place_names", "skill_words", "employer", "description")
_NO_EXPERIENCE = ("опыт", "опыта", "experience", "тажрыйба")
#: How long a word may be that one typing error is forgiven in, and the shortest term that is looked for so.
_FORGIVING = range(5, 31)
_SHORTEST_TERM = 4
_MOST_PHRASES = 8
#: Names of groups that are no `Group`.
LIVE, PAY, HOURS, POSTED, MODIFIED, NEAR, UNWANTED, ONLY = (
    "live", "pay", "hours", "posted_within", "modified_since", "near", "unwanted", "only"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clauses:
    """What must hold, by the part of the search that says so, and the text's tiers (empty without words)."""

    groups: dict[str, Clause]
    tiers: tuple[Clause, ...]

    def all(self, *, without: str = "", tier: int = -1) -> Clause:
        """Return all clauses but those of one group, with the text's last tier or the one named."""
        chosen = [clause for name, clause in self.groups.items() if name != without]
        return both(*chosen, *([self.tiers[tier]] if self.tiers else []))

    def walk(self) -> list[Clause]:
        """Return one query a tier, no ad in two of them."""
        later = (but_not(self.all(tier=i), self.tiers[i - 1]) for i in range(1, len(self.tiers)))
        return [self.all(tier=0), *later]


def both(*clauses: Clause) -> Clause:
    """Return the conjunction."""
    return clauses[0] if len(clauses) == 1 else tantivy.Query.boolean_query([(Occur.Must, c) for c in clauses])


def either(*clauses: Clause) -> Clause:
    """Return the disjunction; of nothing it is nothing."""
    if not clauses:
        return tantivy.Query.empty_query()
    return clauses[0] if len(clauses) == 1 else tantivy.Query.boolean_query([(Occur.Should, c) for c in clauses])


def but_not(clause: Clause, *unwanted: Clause) -> Clause:
    """Return what `clause` finds without what any other finds."""
    return tantivy.Query.boolean_query([(Occur.Must, clause), *((Occur.MustNot, u) for u in unwanted)])


def forgiven_words(searcher: tantivy.Searcher, reading: Reading) -> tuple[str, ...]:
    """Return the words of five letters and more that no ad of the index holds in any reading."""
    typed = (part.words[0] for part in reading.of(PartKind.MUST) if len(part.words[0]) in _FORGIVING)
    return tuple(
        word for word in typed
        if not any(searcher.doc_freq(zone, t) for zone in schema.ZONES for t in words.asked_terms(word))
    )  # fmt: skip


class ClauseBuilder:
    """Turns a search into clauses over one index."""

    def __init__(self, fields: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.fields = fields
        self.searcher = searcher
        self.circles: dict[tuple[geo.Point, int], Clause] = {}

    def build(self, query: Query, reading: Reading, at: datetime) -> Clauses:
        """Return the clauses of a search at the moment `at`; ads whose last day is before `at`'s are left out."""
        groups = {LIVE: self._live(at), **self._numbers(query, at)}
        for group, values in query.filters.items():
            if values:
                groups[group.value] = self.any_of(group.value, sorted(values))
        if query.only is not None:
            groups[ONLY] = self.any_of("id", query.only)
        if query.near is not None:
            centre, limit = (query.near.lat, query.near.lon), round(query.near.km * 1000)
            groups[NEAR] = self.within(centre, limit)
        unwanted = [self._unwanted(part) for part in reading.of(PartKind.MUST_NOT)]
        excluded = [word for said in query.excluded for word in words.folded(said)]
        unwanted += [self._anywhere(_UNWANTED_IN, words.asked_terms(word)) for word in excluded]
        if unwanted:
            groups[UNWANTED] = but_not(self.any_of("kind", [schema.AD]), *unwanted)
        wanted = [self._wanted(part, reading) for part in reading.parts]
        tiers = [both(*clauses) for clauses in zip(*filter(None, wanted), strict=True)]
        return Clauses(groups, tuple(tiers))

    def any_of(self, name: str, values: Sequence[str]) -> Clause:
        """Return a clause for documents that hold one of these terms in a field."""
        if len(values) == 1:
            return tantivy.Query.term_query(self.fields, name, values[0], "basic")
        return tantivy.Query.term_set_query(self.fields, name, values)

    def within(self, centre: geo.Point, limit: int) -> Clause:
        """Return a clause for ads with a point at most `limit` metres from `centre`."""
        if (centre, limit) not in self.circles:
            found = geo.terms_within(self.searcher, centre, limit)
            self.circles[centre, limit] = self.any_of("point", found) if found else either()
        return self.circles[centre, limit]

    def count(self, clause: Clause) -> int:
        """Return how many ads a clause finds."""
        counted = self.searcher.aggregate(clause, {"ads": {"value_count": {"field": "published"}}})
        return int(counted["ads"]["value"])

    def ring(self, clause: Clause, centre: geo.Point, inner: int, outer: int) -> Clause:
        """Narrow a clause to ads whose nearest point is more than `inner` and at most `outer` metres away."""
        wide = both(clause, self.within(centre, outer))
        return wide if inner < 0 else but_not(wide, self.within(centre, inner))

    def between(self, name: str, least: int | None, most: int | None) -> Clause:
        """Return a clause for documents whose number lies in a closed range; one end may be open."""
        return tantivy.Query.range_query(self.fields, name, tantivy.FieldType.Unsigned, least, most)

    def _live(self, at: datetime) -> Clause:
        return but_not(self.any_of("kind", [schema.AD]), self.between("apply_by", None, schema.days(at.date()) - 1))

    def _numbers(self, query: Query, at: datetime) -> dict[str, Clause]:
        groups: dict[str, Clause] = {}
        if query.pay_from is not None:
            groups[PAY] = self.between("pay", schema.to_minor(query.pay_from), None)
            if query.keep_unknown_pay:
                groups[PAY] = either(groups[PAY], self.any_of(schema.PAY_KNOWN, ["no"]))
        elif not query.keep_unknown_pay:
            groups[PAY] = self.any_of(schema.PAY_KNOWN, ["yes"])
        if query.hours is not None:
            least, most = query.hours
            groups[HOURS] = both(self.between("hours_max", least, None), self.between("hours_min", None, most))
        if query.posted_within is not None:
            groups[POSTED] = self.between("published", schema.to_micros(at - query.posted_within), None)
        if query.modified_since is not None:
            groups[MODIFIED] = self.between("modified", schema.to_micros(query.modified_since), None)
        return groups

    def _wanted(self, part: Part, reading: Reading) -> list[Clause]:
        """Return what a part asks for, tier by tier; nothing if it asks for nothing."""
        match part.kind:
            case PartKind.MUST:
                near = part.words[0] in reading.forgiven
                return [self._word(part.words[0], zones, near=near) for zones in TIERS]
            case PartKind.PHRASE:
                return [self._phrase(part.said, zones) for zones in TIERS]
            case PartKind.OCCUPATION | PartKind.SKILL | PartKind.PLACE:
                return self._named(part)
            case PartKind.FILTER:
                return [self._filter(part)] * len(TIERS)
            case _:
                return []

    def _word(self, word: str, zones: Iterable[str], *, near: bool = False) -> Clause:
        terms = words.asked_terms(word)
        if not near:
            return self._anywhere(zones, terms)
        long = [t for t in terms if len(t) >= _SHORTEST_TERM]
        return either(*(tantivy.Query.fuzzy_term_query(self.fields, zone, t) for zone in zones for t in long))

    def _anywhere(self, zones: Iterable[str], terms: Sequence[str]) -> Clause:
        return either(*(self.any_of(zone, terms) for zone in zones)) if terms else either()

    def _all_in(self, said: Iterable[str], zones: Sequence[str]) -> Clause:
        clauses = [self._word(word, zones) for word in said]
        return both(*clauses) if clauses else either()

    def _named(self, part: Part) -> list[Clause]:
        named = part.named
        if named is None:
            return []
        known = [self.any_of(_NAMED_IN[named.kind].value, sorted(named.ids))] if named.ids else []
        if named.kind is PartKind.PLACE:
            return [either(*known, self._all_in(part.words, ("title", "place_names")))] * len(TIERS)
        known += [self._all_in(words.folded(label), ("title",)) for label in named.also]
        return [either(*known, self._all_in(part.words, zones)) for zones in TIERS]

    def _filter(self, part: Part) -> Clause:
        if part.filter is None:
            return either()
        group, value = part.filter
        chosen = self.any_of(group.value, [value])
        if group is Group.EXPERIENCE:
            denied = [words.NOT + t for word in _NO_EXPERIENCE for t in words.asked_terms(word)]
            return either(chosen, self._anywhere(("title", "description"), denied))
        return either(chosen, self._all_in(part.words, ("title",)))

    def _unwanted(self, part: Part) -> Clause:
        if part.quoted:
            return self._phrase(part.said, _UNWANTED_IN)
        return self._anywhere(_UNWANTED_IN, [t for word in part.words for t in words.asked_terms(word)])

    def _phrase(self, said: str, zones: Iterable[str]) -> Clause:
        terms = words.phrase_terms(said)
        phrased = [zone for zone in zones if zone in schema.PHRASED]
        if len(terms) == 1:
            return self._anywhere(phrased, terms[0])
        spelled = list(islice(product(*(t[:2] for t in terms)), _MOST_PHRASES))
        make: Callable[..., Clause] = tantivy.Query.phrase_query
        return either(*(make(self.fields, zone, list(phrase)) for zone in phrased for phrase in spelled))
