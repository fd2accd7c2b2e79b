"""What the check of an ad's words finds, with the place of the words."""

from dataclasses import dataclass
from enum import StrEnum

from firststop.core.refusals import Text
from firststop.vacancies.enums import RejectionCode


class Klass(StrEnum):
    """The kinds of unlawful ads that labour inspectorates count, and fraud."""

    MISLEADING = "misleading"
    LABOUR_LAW = "labour_law"
    PERSONAL_FREEDOM = "personal_freedom"
    DISCRIMINATORY = "discriminatory"
    FRAUD = "fraud"


class Verdict(StrEnum):
    """How certain a finding is: `sure` may be refused with its code, `doubt` waits for a person."""

    SURE = "sure"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of an ad that break a rule, or may.

    `start` and `end` count characters of the text as it was given, so that a page can mark the words; both are 0
    where a fact of the ad speaks and no words do.
    """

    rule: str
    klass: Klass
    code: RejectionCode
    verdict: Verdict
    field: str
    start: int
    end: int
    sentence: Text
    hint: Text
