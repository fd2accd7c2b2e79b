"""The words of the engine: parts, rows, verdicts, messages and limits. Pages own the sentences."""

from enum import IntEnum, StrEnum


class Cefr(IntEnum):
    """How well a language is spoken, by the Common European Framework; a higher level includes the lower ones."""

    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6
    NATIVE = 7


class PartKey(StrEnum):
    """The five slots of the bar, in the order of the bar."""

    SKILLS = "skills"
    OCCUPATION = "occupation"
    WAY = "way"
    PAY = "pay"
    HOURS = "hours"


class RowKey(StrEnum):
    """What is compared, in the order in which it is shown."""

    SKILLS = "skills"
    OCCUPATION = "occupation"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    LANGUAGES = "languages"
    WAY = "way"
    PAY = "pay"
    SCHEDULE = "schedule"
    CONTRACT = "contract"
    START = "start"
    LICENCES = "licences"  # a limit only: it earns no points


#: Which slot a row stands in.
PART_OF: dict[RowKey, PartKey] = {
    RowKey.SKILLS: PartKey.SKILLS,
    RowKey.OCCUPATION: PartKey.OCCUPATION,
    RowKey.EXPERIENCE: PartKey.OCCUPATION,
    RowKey.EDUCATION: PartKey.OCCUPATION,
    RowKey.LANGUAGES: PartKey.OCCUPATION,
    RowKey.LICENCES: PartKey.OCCUPATION,
    RowKey.WAY: PartKey.WAY,
    RowKey.PAY: PartKey.PAY,
    RowKey.SCHEDULE: PartKey.HOURS,
    RowKey.CONTRACT: PartKey.HOURS,
    RowKey.START: PartKey.HOURS,
}

#: The rows that earn points, in the order in which the kernels return their shares.
SCORED: tuple[RowKey, ...] = tuple(row for row in RowKey if row is not RowKey.LICENCES)


class Verdict(StrEnum):
    """What a row came to."""

    FITS = "fits"
    PARTLY = "partly"
    MISSING = "missing"
    NEAR_LIMIT = "near_limit"
    OVER_LIMIT = "over_limit"  # never in a list; an explanation asked for such a pair still says it
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Message(StrEnum):
    """What a row says; the values beside it fill the sentence. Stable: translations hang on these."""

    SKILL_SHOWN = "skill.shown"
    SKILL_PARTLY = "skill.partly"
    SKILL_NOT_SHOWN = "skill.not_shown"
    SKILLS_NOT_STATED = "skills.not_stated"
    OCCUPATION_WANTED = "occupation.wanted"
    OCCUPATION_PRACTISED = "occupation.practised"
    OCCUPATION_OTHER = "occupation.other"
    OCCUPATION_NOT_STATED = "occupation.not_stated"
    EXPERIENCE_ENOUGH = "experience.enough"
    EXPERIENCE_SHORT = "experience.short"
    EXPERIENCE_NOT_NEEDED = "experience.not_needed"
    EXPERIENCE_NOT_STATED = "experience.not_stated"
    EDUCATION_ENOUGH = "education.enough"
    EDUCATION_SHORT = "education.short"
    EDUCATION_NOT_NEEDED = "education.not_needed"
    EDUCATION_NOT_STATED = "education.not_stated"
    LANGUAGE_ENOUGH = "language.enough"
    LANGUAGE_SHORT = "language.short"
    LANGUAGE_NOT_SHOWN = "language.not_shown"
    LANGUAGES_NOT_ASKED = "languages.not_asked"
    LICENCE_SHOWN = "licence.shown"
    LICENCE_NOT_SHOWN = "licence.not_shown"
    WAY_WITHIN = "way.within"
    WAY_BEYOND = "way.beyond"
    WAY_WOULD_MOVE = "way.would_move"
    WAY_REMOTE = "way.remote"
    WAY_REMOTE_NOT_WANTED = "way.remote_not_wanted"
    WAY_NOT_KNOWN = "way.not_known"
    PAY_ABOVE = "pay.above"
    PAY_PARTLY = "pay.partly"
    PAY_BELOW = "pay.below"
    PAY_NOT_STATED = "pay.not_stated"
    PAY_NOT_ASKED = "pay.not_asked"
    SCHEDULE_FITS = "schedule.fits"
    SCHEDULE_DIFFERS = "schedule.differs"
    SCHEDULE_NOT_STATED = "schedule.not_stated"
    SCHEDULE_NOT_ASKED = "schedule.not_asked"
    CONTRACT_FITS = "contract.fits"
    CONTRACT_DIFFERS = "contract.differs"
    CONTRACT_NOT_STATED = "contract.not_stated"
    CONTRACT_NOT_ASKED = "contract.not_asked"
    START_IN_TIME = "start.in_time"
    START_LATER = "start.later"
    START_TOO_LATE = "start.too_late"
    START_NOT_STATED = "start.not_stated"
    START_NOT_ASKED = "start.not_asked"


class Limit(StrEnum):
    """What keeps a pair off both lists, in the order in which it is looked for."""

    EMPLOYER = "employer"  # only the person and staff may read this one: the employer must never learn of it
    LICENCE = "licence"
    LANGUAGE = "language"
    REMOTE = "remote"
    RADIUS = "radius"
    PAY = "pay"
    SCHEDULE = "schedule"
    CONTRACT = "contract"
    START = "start"
    TOO_FAR_OFF = "too_far_off"
