"""One word in two alphabets: look-alike letters, transliteration, and the sound that both spellings share.

Everything here works on words that `fold_word` returned. Two words with the same `skeleton` are the same word for a
reader who types сварщик, "svarshchik" or "svarshik"; nothing in a skeleton is meant to be shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, product

from firststop.core.folding import fold

_APOSTROPHES = "'’ʼ‘ʻ`´ʹ"
_WORD = re.compile(rf"[^\W_][^\W_\u0300]*(?:[{_APOSTROPHES}\u0300-\u036f]+[^\W_]+)*[\u0300-\u036f]*(?:\+\+|#)?")
#: Marks that programming languages wear; a word must keep them, an index may not.
_WORN = {"++": "plusplus", "#": "sharp"}
#: Letters that core folding leaves, yet that people type as these.
_TYPED_AS = str.maketrans({"ə": "e", "Ə": "e", "ı": "i", **dict.fromkeys(_APOSTROPHES)})

_LATIN_LOOKS, _CYRILLIC_LOOKS = "aceopxyikmthb", "асеорхуикмтнв"
_TO_LATIN_LOOKS = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TO_CYRILLIC_LOOKS = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[\u0400-\u052f]")

#: Cyrillic (with what folding leaves of Kazakh, Uzbek and Tajik) and Armenian in the Latin letters that people type.
_ROMAN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": None, "ы": "y", "ь": None, "э": "e", "ю": "yu", "я": "ya",
    "є": "e", "ґ": "g", "ҷ": "ch", "ҳ": "kh", "һ": "kh", "җ": "zh", "ҙ": "z", "ҫ": "s",
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh", "ի": "i",
    "լ": "l", "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y",
    "ն": "n", "շ": "sh", "ո": "o", "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r",
    "ց": "ts", "ւ": "v", "փ": "p", "ք": "k", "օ": "o", "ֆ": "f",
})  # fmt: skip
#: Armenian writes u with two letters.
_ARMENIAN_U = ("ու", "u")

#: Spellings of one sound, longest first, read from left to right; capitals stand for sounds of two or more letters.
_SOUNDS = {
    "shch": "S", "sch": "S", "sh": "S", "tch": "C", "ch": "C", "dzh": "J", "dj": "J", "zh": "J", "j": "J", "kh": "h",
    "ph": "f", "th": "t", "gh": "g", "tz": "T", "ts": "T", "ck": "k", "q": "k", "c": "k", "x": "ks", "w": "v",
    "yo": "e", "ye": "e", "y": "i", "ou": "o",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))

_LETTERS = {
    "shch": "щ", "sch": "щ", "dzh": "дж", "iy": "ий", "yy": "ый", "yi": "ый", "ii": "ий", "sh": "ш", "ch": "ч",
    "zh": "ж", "kh": "х", "ts": "ц", "ya": "я", "ja": "я", "ia": "ия", "yu": "ю", "ju": "ю", "yo": "е", "jo": "е",
    "ye": "е", "ay": "ай", "ey": "ей", "oy": "ой", "uy": "уй", "ph": "ф", "ck": "к", "gh": "г", "a": "а", "b": "б",
    "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м",
    "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс",
    "y": "ы", "z": "з",
}  # fmt: skip
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
#: Latin letters that stand for different sounds in different habits of typing. "ch", "sh" and "ck" are none of them.
_DOUBTFUL = {"j": ("zh", "y"), "x": ("ks", "kh"), "c": ("k", "ts"), "ng": ("ng", "n")}
_DOUBT = re.compile(r"ng|j|x|(?<!s)c(?![hk])")
_MOST_DOUBTS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands (half-open, in characters) and how it is compared."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order. ``C++``, ``C#`` and ``o‘qituvchi`` are one word each."""
    for found in _WORD.finditer(text):
        folded = fold_word(found.group())
        if folded:
            yield Word(found.start(), found.end(), folded)


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> str:
    """Return one word in lower case, without marks, in one alphabet; ``++`` and ``#`` spelled out."""
    worn = next((mark for mark in _WORN if word.endswith(mark)), "")
    bare = fold(word.removesuffix(worn).translate(_TYPED_AS)).replace(" ", "")
    if not worn:
        return one_script(bare)
    # Programming languages have Latin names, whatever keyboard the letter came from.
    return bare.translate(_TO_LATIN_LOOKS) + _WORN[worn]


def one_script(word: str) -> str:
    """Return a word of mixed alphabets in the one that most of its unmistakable letters belong to."""
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    latin = sum(letter not in _LATIN_LOOKS for letter in _LATIN.findall(word))
    cyrillic = sum(letter not in _CYRILLIC_LOOKS for letter in _CYRILLIC.findall(word))
    return word.translate(_TO_LATIN_LOOKS if latin > cyrillic else _TO_CYRILLIC_LOOKS)


def look_alike(word: str) -> str | None:
    """Return the word that looks the same in the other alphabet ("1c" for "1с"); None if a letter gives it away."""
    for letters, other in ((_LATIN_LOOKS, _TO_CYRILLIC_LOOKS), (_CYRILLIC_LOOKS, _TO_LATIN_LOOKS)):
        if not word.isdigit() and all(letter in letters or letter.isdigit() for letter in word):
            return word.translate(other)
    return None


def is_latin(word: str) -> bool:
    """Whether a folded word holds a Latin letter."""
    return _LATIN.search(word) is not None


def to_cyrillic(word: str) -> str:
    """Return a Latin word as a Russian or Kyrgyz reader would write it in Cyrillic; a guess, one a word."""
    return _LETTER.sub(lambda found: _LETTERS[found.group()], word)


def skeleton(word: str) -> str:
    """Return what a folded word sounds like, the same for every usual spelling of it in both alphabets."""
    roman = word.replace(*_ARMENIAN_U).translate(_ROMAN)
    sounds = _SOUND.sub(lambda found: _SOUNDS[found.group()], roman)
    return "".join(letter for letter, _run in groupby(sounds)) if not sounds.isdigit() else sounds


def respellings(word: str) -> tuple[str, ...]:
    """Return the Latin spellings that a Latin word may stand for, itself first.

    Some type й as j, others ж; "xirurg" means хирург, "excel" does not. At most three doubtful letters are tried.
    """
    doubts = list(_DOUBT.finditer(word))[:_MOST_DOUBTS]
    if not doubts:
        return (word,)
    edges = [0, *(edge for doubt in doubts for edge in doubt.span()), len(word)]
    sure = [word[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    choices = product(*(_DOUBTFUL[doubt.group()] for doubt in doubts))
    spelled = ("".join(map("".join, zip(sure, (*choice, ""), strict=True))) for choice in choices)
    return tuple(dict.fromkeys((word, *spelled)))
