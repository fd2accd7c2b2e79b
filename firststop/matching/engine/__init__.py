"""Matching as a library: weighted concepts and conditions in, short lists and reasons out. No Django, no clock.

`MatchIndex` ranks both ways, `explain` says why, `why_not` names the limit that keeps a pair apart. numba is imported
when an index is first asked, never before.
"""

from firststop.matching.engine.explaining import Explanation, Part, Row, explain
from firststop.matching.engine.index import LONGEST_LIST, Match, MatchIndex
from firststop.matching.engine.keys import Cefr, Limit, Message, PartKey, RowKey, Verdict
from firststop.matching.engine.limits import Crossed, why_not
from firststop.matching.engine.records import LanguageAsk, PersonVector, Point, Practice, SkillAsk, VacancyVector
from firststop.matching.engine.weights import Weights, load_weights, weights_of

__all__ = [
    "LONGEST_LIST", "Cefr", "Crossed", "Explanation", "LanguageAsk", "Limit", "Match", "MatchIndex", "Message", "Part",
    "PartKey", "PersonVector", "Point", "Practice", "Row", "RowKey", "SkillAsk", "VacancyVector", "Verdict", "Weights",
    "explain", "load_weights", "weights_of", "why_not",
]  # fmt: skip
