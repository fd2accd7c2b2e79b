"""Words of an ad that may be an answer."""

import re
from dataclasses import dataclass

from firststop.vacancies.rules.pasted.lines import Line

#: How often they are said is counted of so many candidates, the first ones.
MOST_WEIGHED = 30


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the ad that may be the answer; they stand at ``text[start:end]``."""

    text: str
    start: int
    end: int


def times_said(words: str, text: str) -> int:
    """Return how often a text says these words."""
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def found_in(line: Line) -> Found:
    """Return the whole of a line as found."""
    return Found(line.text, line.start, line.start + len(line.text))
