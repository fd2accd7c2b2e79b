"""Letters that look alike in Latin, Cyrillic and Greek, and digits that stand for letters."""

import re
from collections.abc import Collection
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_LATIN_TO_CYRILLIC = str.maketrans("abcehkmoptxy", "авсенкмортху")
_CYRILLIC_TO_LATIN = str.maketrans("авсенкмортху", "abcehkmoptxy")
#: Letters of neither alphabet's daily use that imitate a Latin one.
_IMITATIONS = str.maketrans("αβεηικνορτυχіјѕһԁԛԝӏɑɡı", "abehikvoptuxijshdqwlagi")
_LATIN_DIGITS = str.maketrans("013457", "oieast")
_CYRILLIC_DIGITS = str.maketrans("0346", "озчб")
_SHARED_LATIN = set("abcehkmoptxy")
_SHARED_CYRILLIC = set("авсенкмортху")
_DIGIT_INSIDE = re.compile(r"(?<=[^\W\d_])\d(?=[^\W\d_])")
#: Shorter words of shared letters are more often codes ("B, C, CE") than disguises.
_SHORTEST = 3


def one_script(text: str, *, prefer_cyrillic: bool) -> str:
    """Return `text` of the same length where each word has letters of one alphabet.

    A word of both is read in the alphabet that more of its unmistakable letters belong to; a word of shared letters
    alone is read as the nearest unmistakable word before it, or else after it. `prefer_cyrillic` decides where there
    is none.
    """
    text = text.translate(_IMITATIONS)
    found = list(_WORD.finditer(text))
    balances = [_balance(word[0]) for word in found]
    is_cyrillic = next((balance > 0 for balance in balances if balance), prefer_cyrillic)
    words, at = [], 0
    for word, balance in zip(found, balances, strict=True):
        if balance:
            is_cyrillic = balance > 0
        words += [text[at : word.start()], _read(word[0], is_cyrillic=is_cyrillic)]
        at = word.end()
    return "".join([*words, text[at:]])


@lru_cache(maxsize=8192)
def _balance(word: str) -> int:
    """Return how many more unmistakably Cyrillic letters a word has than unmistakably Latin ones."""
    return _count(word, "а", "я", _SHARED_CYRILLIC) - _count(word, "a", "z", _SHARED_LATIN)


def _count(word: str, first: str, last: str, shared: Collection[str] = ()) -> int:
    return sum(first <= letter <= last and letter not in shared for letter in word)


@lru_cache(maxsize=8192)
def _read(word: str, *, is_cyrillic: bool) -> str:
    latin, cyrillic = _count(word, "a", "z"), _count(word, "а", "я")
    if latin + cyrillic < _SHORTEST and not (latin and cyrillic):
        return word
    if latin and is_cyrillic:
        word = word.translate(_LATIN_TO_CYRILLIC)
    elif cyrillic and not is_cyrillic:
        word = word.translate(_CYRILLIC_TO_LATIN)
    if latin + cyrillic < _SHORTEST:
        return word
    digits = _CYRILLIC_DIGITS if is_cyrillic else _LATIN_DIGITS
    return _DIGIT_INSIDE.sub(lambda digit: digit[0].translate(digits), word)
