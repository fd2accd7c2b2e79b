"""What was found in an ad, as the problems that every door names."""

import html
import re
from collections.abc import Iterable, Mapping

from firststop.core.refusals import Code, Problem
from firststop.vacancies.rules.wording.rulebook import RULES

#: A rule, the field, and where its words begin and end there.
Place = tuple[str, str, int, int]
LONGEST_QUOTE = 200
_TAG = re.compile(r"<[^>]*>")


def told(texts: Mapping[str, str], found: Iterable[Place]) -> list[Problem]:
    """Return a problem for each finding, with its words quoted; `texts` are those that it was found in."""
    return [
        Problem(
            Code.INVALID_VALUE,
            rule,
            RULES[rule].sentence,
            f"/{field}",
            RULES[rule].hint,
            _quoted(texts.get(field, "")[start:end]),
        )
        for rule, field, start, end in found
        if rule in RULES
    ]


def _quoted(words: str) -> str | None:
    plain = " ".join(html.unescape(_TAG.sub(" ", words)).split())
    return plain[:LONGEST_QUOTE] or None
