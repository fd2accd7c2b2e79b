"""Marking the words that made an ad a hit, in its own text."""

from collections.abc import Iterable, Mapping

from firststop.vacancies.search import schema, words
from firststop.vacancies.search.reading import PartKind, Reading

#: A half-open range of characters.
Range = tuple[int, int]


class Marker:
    """Finds the words of one reading in any text that a page shows."""

    def __init__(self, reading: Reading) -> None:
        named = [part.named for part in reading.parts if part.named is not None]
        wanted = reading.of(PartKind.MUST, PartKind.PHRASE, PartKind.OCCUPATION, PartKind.SKILL, PartKind.PLACE)
        typed = {word for part in wanted for word in part.words}
        typed |= {word for name in named for label in (name.name, *name.also) for word in words.folded(label)}
        self.terms = frozenset(term for word in typed for term in words.asked_terms(word))
        self.near = frozenset(term for word in reading.forgiven for term in words.asked_terms(word))

    def ranges(self, text: str) -> tuple[Range, ...]:
        """Return where the wanted words stand in `text`, in order, neighbours not joined."""
        if not self.terms:
            return ()
        return tuple((word.start, word.end) for word, terms in words.terms_at(text) if self._wanted(terms))

    def of(self, shown: schema.Shown) -> Mapping[str, tuple[Range, ...]]:
        """Return the ranges in an ad's title and employer; fields without any are left out."""
        found = {"title": self.ranges(shown.title), "employer": self.ranges(shown.employer)}
        return {name: ranges for name, ranges in found.items() if ranges}

    def _wanted(self, terms: Iterable[str]) -> bool:
        return any(t in self.terms or any(within_one_edit(t, near) for near in self.near) for t in terms)


def within_one_edit(a: str, b: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour leads from one word to the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[start:], b[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return a == b or a[1:] == b or a == b[1:] or a[1:] == b[1:] or swapped
