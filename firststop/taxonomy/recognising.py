"""The words of the loaded taxonomy, kept in memory for recognising text."""

from functools import lru_cache

from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.linker import Lexicon, Word
from firststop.taxonomy.models import Label, TaxonomyLoad


def lexicon(kind: ConceptKind, languages: frozenset[str]) -> Lexicon:
    """Return the lexicon of a kind in some languages; it is built once a process and load."""
    latest = TaxonomyLoad.objects.order_by("-id").values_list("id", flat=True).first()
    return _built(kind, languages, latest)


@lru_cache(maxsize=4)
def _built(kind: ConceptKind, languages: frozenset[str], _load: int | None) -> Lexicon:
    labels = Label.objects.filter(concept__kind=kind, concept__state="active", language__in=languages)
    return Lexicon(Word(*row) for row in labels.values_list("concept_id", "language", "text"))
