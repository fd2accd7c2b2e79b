"""How well pasted ads are read: real ads of other services, laid out as their pages show them, then their texts alone.

Called by ``make figures``; no word of the ads is printed.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from firststop.core.folding import fold
from firststop.vacancies.rules.pasted import AdReading, read_ad
from tools.pasted_ads import SOURCES, Ad

FACTS = ("title", "pay", "place", "employer")
#: What a headline adds to its title: where, when, for whom, and in what brackets.
_ADDED = re.compile(
    r"\s(?:till|til|i|på|med|för|for|hos|inom|at|in|to|with|в|на|с|для)\s|[,(!?:/]|\s[–—-]\s", re.IGNORECASE
)
#: What a headline says before it: "Byggservice søker elektriker", "Er du elektriker?".
_ASKED = re.compile(
    r"^.*?\b(?:söker|søker|ищет|требуется|sucht|looking for|are you|är du|er du)\s+(?:(?:en|ett|et|an?)\s)?",
    re.IGNORECASE,
)
#: What an enterprise's name says of its legal form.
_FORM = re.compile(r"\b(?:AB|AS|A/S|HF|GmbH|Ltd|LLC|ООО|ОсОО|АО)\b", re.IGNORECASE)
#: Two words are forms of one if they differ in so many last letters only: "sjuksköterska", "sjuksköterskor".
_ENDING, _LEAST = 2, 3
Stated = Callable[[Ad], dict[str, list[str]]]


class Verdict(Enum):
    """What a proposal is worth beside the record; in part: it has a word in common with it, in whatever form."""

    RIGHT = 1
    IN_PART = 2
    WRONG = 3
    NONE = 4


def measured() -> str:
    """Return the table of `docs`: of how many ads that state it each fact was found, and what was proposed wrongly."""
    ads = [ad for source in SOURCES for ad in source()]
    halves = [ad for ad in ads if not ad.kept_back], [ad for ad in ads if ad.kept_back]
    rows = [f"| | {' | '.join(FACTS)} |", "|---" * (len(FACTS) + 1) + "|"]
    for name in dict.fromkeys(ad.source for ad in ads):
        mine = [ad for ad in ads if ad.source == name]
        rows.append(_found(f"{name}, pages ({len(mine)})", mine, _page, _stated))
    rows.append(_found(f"**all pages ({len(ads)})**", ads, _page, _stated))
    rows.append(_wrong("wrong among what was proposed from pages", ads, _page))
    rows.append(_found(f"**their texts alone ({len(ads)})**, where the text says it", ads, _text, _bare))
    for name, half in zip(("that signs were written with", "kept back"), halves, strict=True):
        rows.append(_found(f"the half {name} ({len(half)})", half, _text, _bare))
    rows.append(_wrong("wrong among what was proposed from texts alone", ads, _text))
    rows.append(_wrong("the same, from the half kept back", halves[1], _text))
    rows.append(_found("texts alone, by the whole headline and the full name", ads, _text, _stated))
    return "\n".join(rows) + "\n"


def _stated(ad: Ad) -> dict[str, list[str]]:
    """Return the facts that are words, as the record states them; a fact that it does not state is left out."""
    facts = {"title": [ad.title], "place": list(ad.places), "employer": [ad.employer]}
    return {fact: words for fact, words in facts.items() if any(words)}


def _bare(ad: Ad) -> dict[str, list[str]]:
    """Return them with what else they are called: a title without what its headline adds, a firm without its form.

    A headline that only asks ("Do you want to kick start your career?") states no title.
    """
    facts = _stated(ad)
    title = _ASKED.sub("", ad.title)
    if title == ad.title and title.rstrip().endswith("?"):
        del facts["title"]
    else:
        facts["title"].append(_ADDED.split(title)[0])
    if ad.employer:
        facts["employer"].append(_FORM.sub("", ad.employer))
    return facts


def _judged(ad: Ad, reading: AdReading, facts: dict[str, list[str]]) -> dict[str, Verdict]:
    """Return for each fact that an ad states what the first proposal is worth."""
    proposed = {
        "title": reading.title,
        "place": reading.places[0] if reading.places else None,
        "employer": reading.employer,
    }
    verdicts = {fact: _words(found.text if (found := proposed[fact]) else None, facts[fact]) for fact in facts}
    if "place" in facts and (place := proposed["place"]) and _within(place.text, facts["place"]):
        verdicts["place"] = Verdict.RIGHT
    if ad.pay != (None, None):
        verdicts["pay"] = _bounds(reading, ad.pay)
    return verdicts


def _words(proposed: str | None, stated: list[str]) -> Verdict:
    if proposed is None:
        return Verdict.NONE
    mine, theirs = fold(proposed).split(), [fold(each).split() for each in stated]
    if any(len(mine) == len(each) and _is_form(mine, each) for each in theirs):
        return Verdict.RIGHT
    common = any(_is_form([word], [other]) for word in mine for each in theirs for other in each if len(word) > _LEAST)
    return Verdict.IN_PART if common else Verdict.WRONG


def _within(phrase: str, texts: list[str]) -> bool:
    """Whether one of the texts holds a phrase, in whatever form."""
    mine, all_words = fold(phrase).split(), [fold(text).split() for text in texts]
    return any(_is_form(mine, words[at:]) for words in all_words for at in range(len(words) - len(mine) + 1) if mine)


def _is_form(phrase: list[str], words: list[str]) -> bool:
    return all(_are_forms(mine, their) for mine, their in zip(phrase, words, strict=False))


def _are_forms(one: str, other: str) -> bool:
    kept = max(_LEAST, max(len(one), len(other)) - _ENDING)
    return one == other or (one[:kept] == other[:kept] and min(len(one), len(other)) >= kept)


def _bounds(reading: AdReading, stated: tuple[Decimal | None, Decimal | None]) -> Verdict:
    if reading.pay is None:
        return Verdict.NONE
    return Verdict.RIGHT if (reading.pay.pay.low, reading.pay.pay.high) == stated else Verdict.WRONG


def _found(name: str, ads: list[Ad], text: Callable[[Ad], str], stated: Stated) -> str:
    """Return a row: of how many texts that say a fact the first proposal is it."""
    counts: dict[str, list[bool]] = {fact: [] for fact in FACTS}
    for ad in ads:
        for fact, verdict in _judged(ad, read_ad(text(ad)), stated(ad)).items():
            if _says(text(ad), ad, fact, stated(ad)):
                counts[fact].append(verdict is Verdict.RIGHT)
    cells = [f"{sum(rights)} of {len(rights)}" + _share(rights) for rights in counts.values()]
    return f"| {name} | " + " | ".join(cells) + " |"


def _wrong(name: str, ads: list[Ad], text: Callable[[Ad], str]) -> str:
    """Return a row: how many of the first proposals have nothing in common with what the record states."""
    counts: dict[str, list[bool]] = {fact: [] for fact in FACTS}
    for ad in ads:
        for fact, verdict in _judged(ad, read_ad(text(ad)), _bare(ad)).items():
            if verdict is not Verdict.NONE:
                counts[fact].append(verdict is Verdict.WRONG)
    return f"| {name} | " + " | ".join(f"{sum(wrongs)} of {len(wrongs)}" for wrongs in counts.values()) + " |"


def _share(rights: list[bool]) -> str:
    return f" ({sum(rights) / len(rights):.0%})" if rights else ""


def _page(ad: Ad) -> str:
    return ad.page


def _text(ad: Ad) -> str:
    return ad.text


def _says(text: str, ad: Ad, fact: str, facts: dict[str, list[str]]) -> bool:
    """Whether a text says a fact in words that the record has for it."""
    if fact == "pay":
        return any(str(int(bound)) in re.sub(r"\s", "", text) for bound in ad.pay if bound)
    return any(_within(word, [text]) for word in facts[fact])


if __name__ == "__main__":
    print(measured())
