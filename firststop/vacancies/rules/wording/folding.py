"""Text as the patterns see it, with the way back to the characters that somebody typed.

Folding takes off what hides words from a check and not from a reader: tags inside words, invisible characters,
accents, letters s p a c e d out, and letters of another alphabet that look alike. Every folded character remembers
which characters of the original it stands for. One pass each, so the work grows with the length of the text.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from firststop.vacancies.rules.wording.lookalikes import one_script

#: A folded character and the original it stands for: text, start, end.
Piece = tuple[str, int, int]

_TAG = r"<[a-zA-Z/!][^<>]{0,200}>"
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});"
#: Marks that are typed after their letter: "и" and a breve are й.
_MARKS = r"[\u0300-\u036f]{0,4}"
#: Typed without their mark on a keyboard that lacks them.
PLAIN_LETTERS = str.maketrans("ёңөүқғұәћ", "еноукгуаh")
#: What most texts are made of: each stands for itself, in lower case.
_PLAIN = r"[A-Za-zА-Яа-яЁё0-9 .,:;!?()/%+='\"«»\u00a0–—-]{1,200}(?![\u0300-\u036f])"
_PLAINLY = PLAIN_LETTERS | str.maketrans("–—\u00a0", "-- ")
_TOKEN = re.compile(f"(?P<plain>{_PLAIN})|(?P<tag>{_TAG})|(?P<entity>{_ENTITY})|(?P<letter>.{_MARKS})", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|small|sup|sub)\b", re.IGNORECASE)
#: "ж е н щ и н ы", "w.o.m.e.n": four letters or more, each apart from the next by the same mark.
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?P<mark>[ ._*|-])(?:[^\W\d_](?P=mark)){2,60}[^\W\d_](?!\w)")
#: White space of which one sign is left.
_BLANK_RUN = re.compile(r"[ \n]{2,}")
_INSIDE = re.compile(r"(?<=[^\W\d_])[*_|~·]{1,2}(?=[^\W\d_])")
#: Invisible although their category is that of letters.
_BLANKS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; its character `i` stands for ``original[starts[i]:ends[i]]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the folded text lies in the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, *, prefer_cyrillic: bool) -> Folded:
    """Return the folded text; `prefer_cyrillic` decides for words whose letters belong to both alphabets."""
    pieces = _without(_SPACED, _pieces(text), group="mark")
    pieces = _without(_INSIDE, _with_lines_joined(_with_single_blanks(pieces), text))
    letters = one_script(_text(pieces), prefer_cyrillic=prefer_cyrillic)
    return Folded(letters, tuple(piece[1] for piece in pieces), tuple(piece[2] for piece in pieces))


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        said = token[0]
        if token.lastgroup == "plain":
            pieces.extend(
                zip(said.lower().translate(_PLAINLY), range(start, end), range(start + 1, end + 1), strict=True)
            )
            continue
        if token.lastgroup == "tag":
            folded = "" if _INLINE.match(said) else "\n"
        elif token.lastgroup == "entity":
            folded = "".join(_folded(letter) for letter in html.unescape(said))
        else:
            folded = _folded(said)
        pieces.extend((letter, start, end) for letter in folded)
    return pieces


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """Return a character, with the marks after it, in lower case without marks; "" for what nobody sees. й stays й."""
    if letter == "\n":
        return letter
    letter = unicodedata.normalize("NFC", letter)
    category = unicodedata.category(letter[0])
    if category == "Cf" or letter[0] in _BLANKS or category.startswith("M"):
        return ""
    if category == "Pd":
        return "-"
    if category[0] in "ZC":
        return " "
    lowered = unicodedata.normalize("NFKC", letter).casefold()
    return "".join(_bare(each) for each in lowered)


def _bare(letter: str) -> str:
    if letter == "й":
        return letter
    parted = unicodedata.normalize("NFD", letter.translate(PLAIN_LETTERS))
    return "".join(each for each in parted if not unicodedata.combining(each))


def _with_single_blanks(pieces: list[Piece]) -> list[Piece]:
    """Return pieces where white space is one blank, or one line end where a line ended."""
    kept: list[Piece] = []
    at = 0
    for run in _BLANK_RUN.finditer(_text(pieces)):
        first, *more = pieces[run.start() : run.end()]
        ends = [end for letter, _start, end in more if letter == "\n"]
        kept += [*pieces[at : run.start()], ("\n", first[1], ends[-1]) if ends else first]
        at = run.end()
    return kept + pieces[at:]


def _with_lines_joined(pieces: list[Piece], text: str) -> list[Piece]:
    """Return pieces where a line that goes on with a small letter belongs to the sentence before it."""
    joined = list(pieces)
    for at in range(1, len(pieces) - 1):
        if pieces[at][0] == "\n":
            before, after = text[pieces[at - 1][1]], text[pieces[at + 1][1]]
            if (before.isalpha() or before == ",") and after.islower():
                joined[at] = (" ", *pieces[at][1:])
    return joined


def _text(pieces: list[Piece]) -> str:
    return "".join([piece[0] for piece in pieces])


def _without(pattern: re.Pattern[str], pieces: list[Piece], *, group: str | None = None) -> list[Piece]:
    """Return pieces without what the pattern finds, or without the mark that its group names inside the find."""
    text = _text(pieces)
    dropped: set[int] = set()
    for found in pattern.finditer(text):
        mark = found[group] if group else None
        dropped.update(at for at in range(*found.span()) if mark is None or text[at] == mark)
    return [piece for at, piece in enumerate(pieces) if at not in dropped] if dropped else pieces
