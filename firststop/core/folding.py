"""Folding: how a word is compared with what somebody typed."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w+#]+")
#: Й keeps its mark: this stands for it while the marks are taken away.
_SHORT_I = "\ue000"
#: Every mark that stands on a letter; none lies outside this range.
_MARKS = dict.fromkeys(code for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
#: Letters that decompose into nothing, yet are typed without their mark.
_PLAIN = _MARKS | str.maketrans(
    {
        _SHORT_I: "й",
        "ё": "е",
        "ң": "н",
        "ө": "о",
        "ү": "у",
        "қ": "к",
        "ғ": "г",
        "ұ": "у",
        "ә": "а",
        "і": "и",
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
    }
)


def fold(text: str) -> str:
    """Return `text` in lower case, without marks on letters and without punctuation, words one blank apart.

    ``+`` and ``#`` stay, since C, C++ and C# are three languages; й stays й.
    """
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    lowered = unicodedata.normalize("NFKC", text).casefold().replace("й", _SHORT_I)
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFD", lowered).translate(_PLAIN)).strip()
