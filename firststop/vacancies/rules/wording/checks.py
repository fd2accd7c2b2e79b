"""The check itself: texts and facts in, findings out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from firststop.vacancies.rules.wording.contradictions import contradictions
from firststop.vacancies.rules.wording.facts import QUOTA_GROUP, AdFacts
from firststop.vacancies.rules.wording.findings import Finding, Verdict
from firststop.vacancies.rules.wording.folding import fold
from firststop.vacancies.rules.wording.patterns import (
    LANGUAGES,
    Kind,
    Pattern,
    Patterns,
    book,
)
from firststop.vacancies.rules.wording.rulebook import RULES
from firststop.vacancies.rules.wording.spans import Read, Span, Spans, spans_of

#: Characters of one field that are read; what lies beyond goes to a person as a doubt.
READ_AT_MOST = 40_000
#: Findings of one rule in one field, sure ones first; more of the same tells nobody anything new.
MOST_FINDINGS = 20

_CYRILLIC = {"ru", "ky"}
_VERDICTS: tuple[tuple[Kind, Verdict], ...] = (
    ("against", Verdict.SURE),
    ("sure", Verdict.SURE),
    ("doubt", Verdict.DOUBT),
)

#: What is found before it is put in words: rule, verdict, field, and place in the folded text.
_Mark = tuple[str, Verdict, str, Span]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    verdict: Verdict


def check_wording(texts: Mapping[str, str], *, language: str | None, facts: AdFacts) -> list[Finding]:
    """Return what the words of an ad, field by field, break or may break, in the order of the fields and words.

    All languages are read, since ads mix them; `language` only settles in which alphabet doubtful letters are read.
    A rule is lifted by a ground stated for it in `facts`, by a quota, or by the protected groups of the ad.
    """
    folded = {field: fold(text[:READ_AT_MOST], prefer_cyrillic=language in _CYRILLIC) for field, text in texts.items()}
    read = {field: Read.of(text.text) for field, text in folded.items()}
    marks = [*_from_words(read, facts), *_from_contradictions(read, facts)]
    found = [_said(rule, verdict, field, *folded[field].original(*span)) for rule, verdict, field, span in marks]
    found += [
        _said("wording.length", Verdict.DOUBT, field, READ_AT_MOST, len(text))
        for field, text in texts.items()
        if len(text) > READ_AT_MOST
    ]
    place = {field: at for at, field in enumerate(texts)}
    found.sort(key=lambda finding: (place[finding.field], finding.start))
    return found + list(_from_facts(facts))


def read_patterns() -> None:
    """Read every pattern once, which takes about a second, so that the first ad need not wait for it."""
    check_wording({"title": "."}, language=None, facts=AdFacts())


def _from_words(read: Mapping[str, Read], facts: AdFacts) -> Iterator[_Mark]:
    binding = [rule.id for rule in RULES.values() if not (rule.may_be_lawful and facts.states_ground(rule.id))]
    protected = _protected(facts)
    for field, text in read.items():
        for rule in binding:
            matches = _merged(_matches(text, rule, facts, protected))
            matches.sort(key=lambda match: match.verdict is Verdict.DOUBT)
            for match in matches[:MOST_FINDINGS]:
                yield rule, match.verdict, field, (match.start, match.end)


def _matches(text: Read, rule: str, facts: AdFacts, protected: Patterns) -> Iterator[_Match]:
    """Yield what the patterns of a rule find, lawful uses taken out, softened or lifted where the facts say so."""
    candidates = list(_candidates(text, rule, protected))
    if not candidates:
        return
    lawful = Spans(spans_of(text, rule, "lawful"))
    soft = Spans(spans_of(text, rule, "soften"))
    for match in candidates:
        if not lawful.meet(match.start, match.end):
            is_soft = facts.may_soften(rule) or soft.meet(match.start, match.end)
            yield replace(match, verdict=Verdict.DOUBT) if is_soft else match


def _candidates(text: Read, rule: str, protected: Patterns) -> Iterator[_Match]:
    for kind, verdict in _VERDICTS:
        for start, end in spans_of(text, rule, kind):
            if kind == "against" or not any(call.expression.search(text.text, start, end) for call in protected):
                yield _Match(start, end, verdict)


def _protected(facts: AdFacts) -> Patterns:
    """Return what calls, in any language, the groups that the post is kept for."""
    named = [fold(group, prefer_cyrillic=True).text for group in facts.protected_groups]
    named = named or [QUOTA_GROUP] * facts.quota
    calls: dict[str, list[Pattern]] = defaultdict(list)
    for language in LANGUAGES:
        for group, call in book(language).groups.items():
            calls[group].append(call)
    kept = (group for group in calls.values() if any(call.expression.search(name) for call in group for name in named))
    return tuple(call for group in kept for call in group)


def _merged(matches: Iterable[_Match]) -> list[_Match]:
    """Return matches that do not overlap: of those that do, the sure ones, joined."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda match: (match.start, match.end)):
        last = kept[-1] if kept else None
        if last is None or match.start >= last.end:
            kept.append(match)
        elif match.verdict is last.verdict:
            kept[-1] = replace(last, end=max(last.end, match.end))
        elif match.verdict is Verdict.SURE:
            kept[-1] = match
    return kept


def _from_contradictions(read: Mapping[str, Read], facts: AdFacts) -> Iterator[_Mark]:
    for field, span, verdict in contradictions(read, asks_long_experience=facts.asks_long_experience):
        yield "wording.beginner", verdict, field, span


def _from_facts(facts: AdFacts) -> Iterator[Finding]:
    verdict = facts.pays_below_minimum()
    if verdict:
        yield _said("wording.pay_floor", verdict, "pay_min", 0, 0)


def _said(name: str, verdict: Verdict, field: str, start: int, end: int) -> Finding:
    rule = RULES[name]
    return Finding(rule.id, rule.klass, rule.code, verdict, field, start, end, rule.sentence, rule.hint)
