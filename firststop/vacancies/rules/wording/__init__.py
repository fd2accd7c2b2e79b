"""Whether the words of an ad are lawful, as published rules say.

A sure breach names its rejection code and the words; a doubtful one goes to a person; nothing is refused silently.
How people use this and add to it: docs/wording.md.
"""

from firststop.vacancies.rules.wording.checks import READ_AT_MOST, check_wording, read_patterns
from firststop.vacancies.rules.wording.facts import AdFacts
from firststop.vacancies.rules.wording.findings import Finding, Klass, Verdict
from firststop.vacancies.rules.wording.laws import Law
from firststop.vacancies.rules.wording.patterns import patterns_version
from firststop.vacancies.rules.wording.records import facts_of, texts_of
from firststop.vacancies.rules.wording.rulebook import RULES, Rule
from firststop.vacancies.rules.wording.telling import told

__all__ = [
    "READ_AT_MOST",
    "RULES",
    "AdFacts",
    "Finding",
    "Klass",
    "Law",
    "Rule",
    "Verdict",
    "check_wording",
    "facts_of",
    "patterns_version",
    "read_patterns",
    "texts_of",
    "told",
]
