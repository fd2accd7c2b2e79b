"""A vacancy for beginners that asks for long experience, in one field or across them."""

from collections.abc import Iterator, Mapping

from firststop.vacancies.rules.wording.findings import Verdict
from firststop.vacancies.rules.wording.patterns import Kind, every_language
from firststop.vacancies.rules.wording.spans import Span, Spans, spans_of

RULE = "wording.beginner"
#: Characters between the two that still speak of the same thing.
REACH = 90
#: Places of each kind that are compared in one field.
MOST = 50


def contradictions(texts: Mapping[str, str], *, asks_long_experience: bool) -> Iterator[tuple[str, Span, Verdict]]:
    """Yield the field and place of words for beginners that something else in the ad contradicts.

    Sure where the contrary stands close by; a doubt where it stands further off, in another field or in a fact.
    """
    beginners = {field: _found(text, "one") for field, text in texts.items()}
    demands = {field: _found(text, "other") for field, text in texts.items()}
    is_demanded = asks_long_experience or any(demands.values())
    for field, spans in beginners.items():
        for start, end in spans:
            close = [span for span in demands[field] if span[0] - end <= REACH and start - span[1] <= REACH]
            if close:
                first, last = close[0][0], close[-1][1]
                yield field, (min(start, first), max(end, last)), Verdict.SURE
            elif is_demanded:
                yield field, (start, end), Verdict.DOUBT


def _found(text: str, kind: Kind) -> list[Span]:
    """Return the stretches of a kind that no lawful use covers, in the order of the text, `MOST` at most."""
    lawful = Spans(spans_of(text, every_language(RULE, "lawful")))
    found = spans_of(text, every_language(RULE, kind))
    return sorted(span for span in found if not lawful.meet(*span))[:MOST]
