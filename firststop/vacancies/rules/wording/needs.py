"""What a text must contain before an expression can match it, so that most expressions need not be tried.

Reads the regular expressions that patterns compile to. Where it is not sure, it asks for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

#: One of these stands in every text that matches.
Need = frozenset[str]
#: Each of these is met by every text that matches; empty: nothing is known.
Needs = tuple[Need, ...]

_NOTHING: Need = frozenset()
SHORTEST = 2
#: Longer literals are no rarer.
_LONG_ENOUGH = 6


def needs(expression: str) -> Needs:
    """Return what every match contains, the rarest first; ValueError for an expression that does not end."""
    reader = _Reader(expression)
    found = reader.alternatives()
    if reader.at < len(expression):
        raise ValueError(f"unmatched bracket in {expression!r}")
    return tuple(sorted(found, key=_worth, reverse=True))


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0

    def alternatives(self) -> Needs:
        """Read up to the end of a group: of several alternatives the best of each, or nothing if one has none."""
        each = [tuple(self._offers())]
        while self._take("|"):
            each.append(tuple(self._offers()))
        if len(each) == 1:
            return each[0]
        best = [max(offers, key=_worth, default=_NOTHING) for offers in each]
        return (frozenset().union(*best),) if all(best) else ()

    def _offers(self) -> Iterator[Need]:
        """Yield what each part of a sequence needs: runs of plain letters, and groups."""
        run = ""
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            letter, group = self._part()
            least, most = self._repeat()
            if letter and least == most == 1:
                run += letter
                continue
            yield from _offered(run)
            run = ""
            if least:
                yield from group
        yield from _offered(run)

    def _part(self) -> tuple[str, Needs]:
        """Read one letter, class or group; return the letter if it stands for itself, and what a group needs."""
        mark = self.text[self.at]
        self.at += 1
        if mark == "(":
            return "", self._group()
        if mark == "[":
            self.at = self.text.index("]", self.at) + 1
            return "", ()
        if mark == "\\":
            self.at += 1
            return "", ()
        return (mark if mark.isalnum() else ""), ()

    def _group(self) -> Needs:
        """Read a group; one that only looks ahead or behind needs nothing of what is matched."""
        looks = self._take("?") and not self._take(":")
        while looks and self.text[self.at] in "=!<":
            self.at += 1
        found = self.alternatives()
        if not self._take(")"):
            raise ValueError(f"bracket not closed in {self.text!r}")
        return () if looks else found

    def _repeat(self) -> tuple[int, int]:
        """Read how often the part before may stand there, at least and at most."""
        least, most = 1, 1
        if self._take("?"):
            least = 0
        elif self._take("{"):
            end = self.text.index("}", self.at)
            low, _, high = self.text[self.at : end].partition(",")
            least, most = int(low), int(high or low)
            self.at = end + 1
            self._take("?")
        return least, most

    def _take(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False


def _offered(run: str) -> Iterator[Need]:
    if len(run) >= SHORTEST:
        yield frozenset((run,))


def _worth(offer: Need) -> tuple[int, int]:
    """Return how much a need sorts out: long literals more than short ones, few more than many."""
    return min(_LONG_ENOUGH, *map(len, offer)), -len(offer)
