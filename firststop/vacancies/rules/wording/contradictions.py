"""A vacancy for beginners that asks for long experience, in one field or across them."""

import re
from collections.abc import Iterator, Mapping

from firststop.vacancies.rules.wording.findings import Verdict
from firststop.vacancies.rules.wording.patterns import Kind
from firststop.vacancies.rules.wording.spans import Read, Span, Spans, joined, spans_of

RULE = "wording.beginner"
#: Characters between the two that still speak of the same person, unless something in between tells them apart:
#: "seamstresses with 3 years of experience, and trainees" are two.
REACH = 20
_APART = re.compile(r"[.,;!?\n/]|\b(?:and|or|и|или|а|жана|же)\b")
#: Places of each kind that are compared in one field.
MOST = 50


def contradictions(texts: Mapping[str, Read], *, asks_long_experience: bool) -> Iterator[tuple[str, Span, Verdict]]:
    """Yield the field and place of words for beginners that something else in the ad contradicts.

    Sure where both are said in one breath, such as "beginner with 5 years' experience"; else a doubt, since an ad
    may look for several people.
    """
    beginners = {field: _found(text, "one") for field, text in texts.items()}
    demands = {field: _found(text, "other") for field, text in texts.items()}
    is_demanded = asks_long_experience or any(demands.values())
    for field, spans in beginners.items():
        for start, end in spans:
            breath = next(
                (last for first, last in demands[field] if _is_one_breath(texts[field].text, end, first)), None
            )
            if breath:
                yield field, (start, breath), Verdict.SURE
            elif is_demanded:
                yield field, (start, end), Verdict.DOUBT


def _is_one_breath(text: str, end: int, first: int) -> bool:
    return 0 <= first - end <= REACH and not _APART.search(text, end, first)


def _found(text: Read, kind: Kind) -> list[Span]:
    """Return the stretches of a kind that no lawful use covers, in the order of the text, `MOST` at most."""
    lawful = Spans(spans_of(text, RULE, "lawful"))
    found = spans_of(text, RULE, kind)
    return joined(span for span in found if not lawful.meet(*span))[:MOST]
