"""Rows about what a vacancy asks a person to bring: skills, occupation, experience, education, languages, licences."""

from collections.abc import Sequence

from firststop.matching.engine.comparing import MILLION, Comparison
from firststop.matching.engine.encoding import ask_weight, percent
from firststop.matching.engine.explaining.parts import Row
from firststop.matching.engine.kernels import FULL, NOT_KNOWN
from firststop.matching.engine.keys import Message, RowKey, Verdict
from firststop.matching.engine.limits import missing_licences


def skill_rows(pair: Comparison) -> list[Row]:
    """One row for each asked skill, must-haves first, heavy ones first; one more where none carries any weight."""
    asked = sorted(pair.vacancy.skills.items(), key=lambda it: (not it[1].must, -it[1].weight, it[0]))
    weights = [ask_weight(ask, pair.weights) for _skill, ask in asked]
    strengths = [percent(pair.person.skills.get(skill, 0)) for skill, _ask in asked]
    shown = [weight * strength for weight, strength in zip(weights, strengths, strict=True)]
    earned = spread(pair.earned(RowKey.SKILLS), shown)
    widths = spread(pair.weights.points[RowKey.SKILLS] * MILLION, weights)
    rows = [] if any(weights) else [scored(pair, RowKey.SKILLS, Message.SKILLS_NOT_STATED, Verdict.UNKNOWN)]
    for (skill, ask), strength, points, width in zip(asked, strengths, earned, widths, strict=True):
        message, verdict = _skill_said(strength)
        values = {"skill": skill, "must": ask.must, "weight": ask.weight, "strength": strength}
        rows.append(Row(RowKey.SKILLS, message, verdict, points, width, values))
    return rows


def occupation_row(pair: Comparison) -> Row:
    """The best occupation that both name."""
    offered = pair.vacancy.occupations
    values = {
        "offered": tuple(sorted(offered)),
        "wanted": tuple(sorted(pair.person.wanted.keys() & offered.keys())),
        "practised": tuple(sorted(pair.person.practised.keys() & offered.keys())),
    }
    key, share = RowKey.OCCUPATION, pair.shares[RowKey.OCCUPATION]
    if not (pair.p.works and pair.v.works):
        return scored(pair, key, Message.OCCUPATION_NOT_STATED, Verdict.UNKNOWN, **values)
    if share == 0:
        return scored(pair, key, Message.OCCUPATION_OTHER, Verdict.MISSING, **values)
    message = Message.OCCUPATION_WANTED if values["wanted"] else Message.OCCUPATION_PRACTISED
    return scored(pair, key, message, _part_or_all(share), **values)


def experience_row(pair: Comparison) -> Row:
    """Months worked in the occupation against months asked."""
    key, values = RowKey.EXPERIENCE, {"months": pair.shared.months, "asked": pair.vacancy.experience_months}
    if pair.v.experience == NOT_KNOWN:
        return scored(pair, key, Message.EXPERIENCE_NOT_STATED, Verdict.UNKNOWN, **values)
    if pair.v.experience == 0:
        return scored(pair, key, Message.EXPERIENCE_NOT_NEEDED, Verdict.NOT_ASKED, **values)
    verdict = _part_or_all(pair.shares[key])
    message = Message.EXPERIENCE_ENOUGH if verdict is Verdict.FITS else Message.EXPERIENCE_SHORT
    return scored(pair, key, message, verdict, **values)


def education_row(pair: Comparison) -> Row:
    """ISCED level reached against level asked."""
    key, values = RowKey.EDUCATION, {"level": pair.person.education, "asked": pair.vacancy.education}
    if pair.v.education == 0:
        return scored(pair, key, Message.EDUCATION_NOT_NEEDED, Verdict.NOT_ASKED, **values)
    if NOT_KNOWN in (pair.v.education, pair.p.education):
        return scored(pair, key, Message.EDUCATION_NOT_STATED, Verdict.UNKNOWN, **values)
    verdict = _part_or_all(pair.shares[key])
    message = Message.EDUCATION_ENOUGH if verdict is Verdict.FITS else Message.EDUCATION_SHORT
    return scored(pair, key, message, verdict, **values)


def language_rows(pair: Comparison) -> list[Row]:
    """One row for each asked language, musts first; one more where none carries any weight."""
    asked = sorted(pair.vacancy.languages.items(), key=lambda it: (not it[1].must, -it[1].weight, it[0]))
    weights = [ask_weight(ask, pair.weights) for _code, ask in asked]
    said = [_language_said(pair, code) for code, _ask in asked]
    met = [weight if verdict is Verdict.FITS else 0 for weight, (_, verdict) in zip(weights, said, strict=True)]
    earned = spread(pair.earned(RowKey.LANGUAGES), met)
    widths = spread(pair.weights.points[RowKey.LANGUAGES] * MILLION, weights)
    rows = [] if any(weights) else [scored(pair, RowKey.LANGUAGES, Message.LANGUAGES_NOT_ASKED, Verdict.NOT_ASKED)]
    for (code, ask), (message, verdict), points, width in zip(asked, said, earned, widths, strict=True):
        level = pair.person.languages.get(code)
        values = {"language": code, "level": level, "asked": ask.level, "must": ask.must, "weight": ask.weight}
        rows.append(Row(RowKey.LANGUAGES, message, verdict, points, width, values))
    return rows


def licence_rows(pair: Comparison) -> list[Row]:
    """One row for each asked licence: a limit, no points."""
    missing = missing_licences(pair.person, pair.vacancy)
    return [
        Row(RowKey.LICENCES, Message.LICENCE_NOT_SHOWN, Verdict.OVER_LIMIT, 0, 0, {"licence": licence})
        if licence in missing
        else Row(RowKey.LICENCES, Message.LICENCE_SHOWN, Verdict.FITS, 0, 0, {"licence": licence})
        for licence in sorted(pair.vacancy.licences)
    ]


def scored(pair: Comparison, key: RowKey, message: Message, verdict: Verdict, **values: object) -> Row:
    """Return the row of a key that has only one, with the points that it earns."""
    return Row(key, message, verdict, pair.earned(key), pair.weights.points[key] * MILLION, values)


def spread(whole: int, by: Sequence[int]) -> list[int]:
    """Share a whole number out in proportion, so that the shares add up to it; nothing to share by keeps nothing."""
    total, sofar, shares = sum(by), 0, []
    for part in by:
        before = whole * sofar // total if total else 0
        sofar += part
        shares.append(whole * sofar // total - before if total else 0)
    return shares


def _skill_said(strength: int) -> tuple[Message, Verdict]:
    if strength == 0:
        return Message.SKILL_NOT_SHOWN, Verdict.MISSING
    return (Message.SKILL_SHOWN, Verdict.FITS) if strength == 100 else (Message.SKILL_PARTLY, Verdict.PARTLY)


def _language_said(pair: Comparison, code: str) -> tuple[Message, Verdict]:
    level, ask = pair.person.languages.get(code), pair.vacancy.languages[code]
    if level is not None and level >= ask.level:
        return Message.LANGUAGE_ENOUGH, Verdict.FITS
    message = Message.LANGUAGE_NOT_SHOWN if level is None else Message.LANGUAGE_SHORT
    return message, Verdict.OVER_LIMIT if ask.must else Verdict.MISSING


def _part_or_all(share: int) -> Verdict:
    if share == 0:
        return Verdict.MISSING
    return Verdict.FITS if share == FULL else Verdict.PARTLY
