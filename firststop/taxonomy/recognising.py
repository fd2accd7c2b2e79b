"""The words of the loaded taxonomy, kept in memory for recognising text and forgiving slips."""

from datetime import datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Max

from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.linker import Lexicon, Vocabulary, Word
from firststop.taxonomy.models import Label, PlaceName, TaxonomyLoad

#: Which words a process keeps: those of a database after its latest load.
Version = tuple[str, int, datetime]


def lexicon(kind: ConceptKind, languages: frozenset[str]) -> Lexicon:
    """Return the lexicon of a kind in some languages; it is built once a process and load."""
    latest = _latest()
    # Without a load nothing says when kept words are out of date.
    return _built(kind, languages, latest) if latest else _built.__wrapped__(kind, languages, None)


def vocabulary(kind: ConceptKind, languages: frozenset[str]) -> Vocabulary:
    """Return the words of the names of a kind in some languages; each language is read once a process and load."""
    latest = _latest()
    spelled = _spelled(latest) if latest else _Spelled()
    return spelled.words(kind, languages)


def place_vocabulary() -> Vocabulary:
    """Return the words of the names of places; built once a process and load."""
    return _places(PlaceName.objects.aggregate(latest=Max("id"))["latest"])


def _latest() -> Version | None:
    found = TaxonomyLoad.objects.order_by("-id").values_list("id", "at").first()
    return (str(connection.settings_dict["NAME"]), *found) if found else None


@lru_cache(maxsize=4)
def _built(kind: ConceptKind, languages: frozenset[str], _load: Version | None) -> Lexicon:
    labels = Label.objects.filter(concept__kind=kind, concept__state="active", language__in=languages)
    return Lexicon(Word(*row) for row in labels.values_list("concept_id", "language", "text"))


class _Spelled:
    """The words of one load by kind and language, read when they are first asked for.

    There is room for every language that has labels, and for no other: anybody may ask in languages of their own.
    """

    def __init__(self) -> None:
        self._languages = set(Label.objects.values_list("language", flat=True).distinct())
        self._kept: dict[tuple[ConceptKind, str], Vocabulary] = {}

    def words(self, kind: ConceptKind, languages: frozenset[str]) -> Vocabulary:
        """Return the words of some languages; nothing for those without labels."""
        return Vocabulary(beside=[self._of(kind, language) for language in sorted(languages & self._languages)])

    def _of(self, kind: ConceptKind, language: str) -> Vocabulary:
        if (kind, language) not in self._kept:
            labels = Label.objects.filter(concept__kind=kind, concept__state="active", language=language)
            folded = labels.values_list("folded", flat=True).iterator()
            self._kept[kind, language] = Vocabulary(word for label in folded for word in label.split(" "))
        return self._kept[kind, language]


@lru_cache(maxsize=1)
def _spelled(_load: Version) -> _Spelled:
    return _Spelled()


@lru_cache(maxsize=1)
def _places(_latest_name: int | None) -> Vocabulary:
    names = PlaceName.objects.values_list("folded", flat=True).iterator()
    return Vocabulary(word for name in names for word in name.split(" "))
