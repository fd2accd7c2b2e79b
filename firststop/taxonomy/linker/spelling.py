"""One slip of the pen: which words of a vocabulary a typed word may have been meant for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

#: Shorter words are taken as they are typed.
SHORTEST = 5
#: So many readings of a text are tried.
MOST = 8


class Vocabulary:
    """Words in order, so that "does any begin so?" takes a microsecond; a few megabytes for a language."""

    def __init__(self, words: Iterable[str] = (), *, beside: Sequence["Vocabulary"] = ()) -> None:
        """Take words, and those of other vocabularies, whose lists are shared and not copied."""
        own = sorted(set(words))
        self.lists: list[Sequence[str]] = [own, *(each for other in beside for each in other.lists)]
        letters = {letter for word in own for letter in word if letter.isalpha()}
        self.letters: Sequence[str] = sorted(letters.union(*(other.letters for other in beside)))

    def begins(self, start: str) -> bool:
        """Whether a word begins with `start`."""
        return any(word.startswith(start) for word in self._from(start))

    def holds(self, word: str) -> bool:
        """Whether this is a word."""
        return any(known == word for known in self._from(word))

    def _from(self, text: str) -> Iterator[str]:
        """Yield from each list the first word that does not come before `text`."""
        for words in self.lists:
            at = bisect_left(words, text)
            if at < len(words):
                yield words[at]

    def may_hold(self, text: str) -> bool:
        """Whether the words of a folded text are known, the last one perhaps unfinished; else no name holds it."""
        *whole, last = text.split(" ")
        return all(self.holds(word) for word in whole) and self.begins(last)

    def respelled(self, text: str) -> list[str]:
        """Return at most 8 readings of a folded text with one word put right; the last word may be unfinished."""
        words = text.split(" ")
        found: dict[str, None] = {}
        for at, word in enumerate(words):
            last = at == len(words) - 1
            if len(word) < SHORTEST or (not last and self.holds(word)):
                continue
            for meant in self._near(word):
                known = self.begins(meant) if last else self.holds(meant)
                reading = " ".join([*words[:at], meant, *words[at + 1 :]])
                if known and meant != word and self.may_hold(reading):
                    found.setdefault(reading)
        return list(found)[:MOST]

    def _near(self, word: str) -> Iterator[str]:
        """Yield what is one slip away: two neighbours swapped, a letter wrong, missing, too many."""
        known = next((at for at in range(len(word), -1, -1) if self.begins(word[:at])), 0)
        for at in range(min(known + 1, len(word) - 1)):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(min(known + 1, len(word))):
            yield from (word[:at] + letter + word[at + 1 :] for letter in self.letters)
        for at in range(min(known, len(word) - 1) + 1):
            yield from (word[:at] + letter + word[at:] for letter in self.letters)
        for at in range(min(known + 1, len(word))):
            yield word[:at] + word[at + 1 :]
