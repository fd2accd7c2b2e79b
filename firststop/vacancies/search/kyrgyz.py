"""Kyrgyz and Kazakh endings, taken off a folded Cyrillic word. Snowball has no stemmer for either."""

#: Shortest word that may be left; shorter ones are too often another word.
SHORTEST = 4
_MOST_ENDINGS = 3
_VOWELS = "аеиоуыэюя"
#: Which vowel of the stem a vowel of an ending agrees with; folding turned ө into о and ү into у.
_AGREES = {"а": "аыуюя", "ы": "аыя", "о": "оу", "у": "оую", "е": "еиэоу", "и": "еиэ"}

#: Plural, possession, case, in every harmony, folded (ң as н, ө as о, ү as у).
_ENDINGS = sorted(
    {
        *(first + vowel + "р" for first in "лдт" for vowel in "аео"),
        *(first + vowel + "н" for first in "ндт" for vowel in "ыиу"),
        *(first + vowel for first in "гк" for vowel in "аео"),
        *(first + vowel for first in "ндт" for vowel in "ыиу"),
        *(first + vowel for first in "дт" for vowel in "аео"),
        *(first + vowel + "н" for first in "дт" for vowel in "аео"),
        *("с" + vowel for vowel in "ыиу"),
        *("ы", "и", "у"),
    },
    key=len,
    reverse=True,
)


def stem(word: str) -> str:
    """Return a folded Cyrillic word without up to three endings that agree with its vowels."""
    for _ in range(_MOST_ENDINGS):
        ending = next((e for e in _ENDINGS if word.endswith(e) and _comes_off(word, e)), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    return word


def _comes_off(word: str, ending: str) -> bool:
    left = word[: -len(ending)]
    if len(left) < SHORTEST:
        return False
    if ending[0] == "л":
        return True  # Uzbek keeps its plural's vowel, and nothing else sounds like it
    after = next(letter for letter in ending if letter in _VOWELS)
    return next((letter for letter in reversed(left) if letter in _VOWELS), "?") in _AGREES[after]
