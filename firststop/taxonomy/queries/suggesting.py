"""Suggestions while typing: what begins so, then what does but for one slip, then what resembles it."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models.functions import Length

from firststop.taxonomy.enums import ConceptKind, LabelKind
from firststop.taxonomy.models import Label
from firststop.taxonomy.queries.concepts import names_of
from firststop.taxonomy.recognising import vocabulary
from firststop.taxonomy.words import fold_label

MOST = 10
#: From how many letters on one typing error is forgiven.
FORGIVING = 5
#: Longer texts are no names; the rest of them is not read.
LONGEST = 100
#: So many letters are compared by how alike they are; more take longer and tell no more.
RESEMBLING = 30
#: Shorter words lead on to the next one.
SHORT = 3
#: So many labels are read to count which words go on.
SEEN = 2_000
#: Where fewer are found than this, a slip of the pen is looked for too.
FEW = 3
#: From how many letters on words inside a label are looked at; before that too many begin so.
INSIDE = 3


#: Concepts, best first, each with the label that was found and its code.
Found = dict[uuid.UUID, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One concept for what was typed, with the word that matched."""

    id: uuid.UUID
    name: str
    matched: str
    code: str


def suggest(text: str, kind: ConceptKind, language: str, *, limit: int = MOST) -> list[Suggestion]:
    """Return at most `limit` concepts with a word that begins with `text`, best first.

    From 5 letters on, a word with one slip of the pen (a letter wrong, missing, too many, or two neighbours swapped)
    finds what was meant, after whatever begins as typed; where that finds nothing, whatever resembles it. Words of the
    reader's language come first, then English. Nothing for an empty text.
    """
    folded = fold_label(text[:LONGEST])
    if not folded:
        return []
    labels, best = _labels(kind, language), Found()
    words = vocabulary(kind, frozenset({language, "en"}))
    if words.may_hold(folded):
        best = _beginning(labels, [folded], language, limit)
        if len(best) < limit and len(folded) >= INSIDE:
            best = _more(best, _inside(labels, [folded], language, limit))
    if len(best) < FEW and len(folded) >= FORGIVING:
        meant = words.respelled(folded)
        best = _more(best, _beginning(labels, meant, language, limit))
        best = best or _inside(labels, meant, language, limit) or _resembling(labels, folded, language, limit)
    chosen = list(best)[:limit]
    names = names_of(chosen, language)
    return [Suggestion(c, names.get(c, best[c][0]), *best[c]) for c in chosen]


def continue_words(text: str, kind: ConceptKind, language: str, *, limit: int = MOST) -> list[str]:
    """Return at most `limit` ways to go on from `text` by one word, the most frequent first.

    "softw" and "software" go on as "software developer", "software tester"; nothing for an empty text.
    """
    folded = fold_label(text[:LONGEST])
    if not folded:
        return []
    labels = _labels(kind, language).filter(folded__startswith=folded, language=language)
    counts: Counter[str] = Counter()
    whole = folded.count(" ") + 1
    for label in labels.order_by("folded").values_list("folded", flat=True)[:SEEN]:
        words = label.split(" ")
        ahead = whole + 1 if " ".join(words[:whole]) == folded else whole
        while ahead < len(words) and len(words[ahead - 1]) < SHORT:
            ahead += 1  # Nobody stops at "manager of".
        if len(words) >= ahead:
            counts[" ".join(words[:ahead])] += 1
    return [words for words, _times in sorted(counts.items(), key=lambda it: (-it[1], it[0]))[:limit]]


def _labels(kind: ConceptKind, language: str) -> QuerySet[Label]:
    return Label.objects.filter(concept__kind=kind, concept__state="active", language__in={language, "en"})


def _beginning(labels: QuerySet[Label], starts: Sequence[str], language: str, limit: int) -> Found:
    """Return concepts with a label that begins with one of `starts`, the label itself before longer ones."""
    if not starts:
        return {}
    begins = Q()
    for start in starts:
        begins |= Q(folded__startswith=start)
    if max(len(start) for start in starts) < INSIDE:
        # So much begins with a letter or two that only names are worth the time.
        begins &= Q(kind=LabelKind.PREFERRED)
    whole = Case(When(folded__in=list(starts), then=0), default=1, output_field=IntegerField())
    found = labels.filter(begins).annotate(whole=whole, foreign=_foreign(language))
    return _best(found.order_by("whole", "foreign", Length("folded"), "folded", "concept_id"), limit)


def _inside(labels: QuerySet[Label], starts: Sequence[str], language: str, limit: int) -> Found:
    """Return concepts with one of `starts` at the beginning of a later word of a label."""
    if not starts:
        return {}
    inside = Q()
    for start in starts:
        inside |= Q(folded__contains=f" {start}")
    found = labels.filter(inside).annotate(foreign=_foreign(language))
    return _best(found.order_by("foreign", Length("folded"), "folded", "concept_id"), limit)


def _more(best: Found, others: Found) -> Found:
    return {**best, **{key: said for key, said in others.items() if key not in best}}


def _resembling(labels: QuerySet[Label], folded: str, language: str, limit: int) -> Found:
    folded = folded[:RESEMBLING]
    near = labels.filter(folded__trigram_word_similar=folded)
    similar = near.annotate(similar=TrigramWordSimilarity(folded, "folded"), foreign=_foreign(language))
    return _best(similar.order_by("foreign", "-similar", Length("folded"), "folded", "concept_id"), limit)


def _foreign(language: str) -> Case:
    return Case(When(language=language, then=0), default=1, output_field=IntegerField())


def _best(labels: QuerySet[Label], limit: int) -> Found:
    best: Found = {}
    for concept, word, code in labels.values_list("concept_id", "text", "concept__code")[: 6 * limit]:
        best.setdefault(concept, (word, code))
    return best
