"""Folding: how a word is compared with what somebody typed."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w+#]+")
#: Letters that decompose into nothing, yet are typed without their mark.
_PLAIN = str.maketrans(
    {
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
    lowered = unicodedata.normalize("NFKC", text).casefold().replace("й", "\ue000")
    plain = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain.replace("\ue000", "й").translate(_PLAIN)).strip()
