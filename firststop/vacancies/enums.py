"""The closed lists of a vacancy, and the arrows of its life."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from firststop.taxonomy.enums import Education


class AdStatus(models.TextChoices):
    """Where an ad is."""

    DRAFT = "draft", _("Draft")
    RECEIVED = "received", _("Received, waits for the employer's proof")
    CHECKING = "checking", _("Being checked")
    ACTIVE = "active", _("Published")
    REJECTED = "rejected", _("Not published")
    STOPPED = "stopped", _("Stopped")
    EXPIRED = "expired", _("Expired")
    DELETED = "deleted", _("Deleted")

    @property
    def has_ended(self) -> bool:
        """Whether nobody can apply any more."""
        return self in (AdStatus.STOPPED, AdStatus.EXPIRED, AdStatus.DELETED)

    @property
    def stays_readable(self) -> bool:
        """Whether who applied for an ad may still read it: it has ended, but was neither refused nor deleted."""
        return self in (AdStatus.STOPPED, AdStatus.EXPIRED)


#: Why an ad was stopped whose firm did not say that it is still open.
UNANSWERED = "no_answer"
#: The reason of an ad that was stopped because its poster said that the place is filled.
SAID_FILLED = "said_filled"

_S = AdStatus
#: FROM -> {TO: what must hold}; whatever is not drawn is refused. A stop can be undone, a deletion is final. An ad that
#: has ended can still be refused: whoever applied must hear that it broke a rule.
AD_ARROWS: dict[AdStatus, dict[AdStatus, str]] = {
    _S.DRAFT: {
        _S.RECEIVED: "employer_unproven",
        _S.CHECKING: "first_or_doubtful",
        _S.ACTIVE: "complete_and_trusted",
        _S.EXPIRED: "past_its_date",
        _S.DELETED: "by_its_owner",
    },
    _S.RECEIVED: {
        _S.CHECKING: "employer_proven",
        _S.ACTIVE: "employer_proven",
        _S.REJECTED: "by_a_moderator_with_code",
        _S.STOPPED: "by_its_owner",
        _S.EXPIRED: "past_its_date",
        _S.DELETED: "by_its_owner",
    },
    _S.CHECKING: {
        _S.ACTIVE: "by_a_moderator",
        _S.REJECTED: "by_a_moderator_with_code",
        _S.STOPPED: "by_its_owner",
        _S.EXPIRED: "past_its_date",
        _S.DELETED: "by_its_owner",
    },
    _S.ACTIVE: {
        _S.CHECKING: "reported_or_changed",
        _S.REJECTED: "by_a_moderator_with_code",
        _S.STOPPED: "by_its_owner",
        _S.EXPIRED: "past_its_date",
        _S.DELETED: "by_its_owner",
    },
    _S.REJECTED: {
        _S.RECEIVED: "employer_unproven",
        _S.CHECKING: "changed",
        _S.ACTIVE: "appeal_upheld",
        _S.STOPPED: "taken_back_by_its_source",
        _S.EXPIRED: "past_its_date",
        _S.DELETED: "by_its_owner",
    },
    _S.STOPPED: {
        _S.RECEIVED: "employer_unproven",
        _S.CHECKING: "changed",
        _S.REJECTED: "by_a_moderator_with_code",
        _S.ACTIVE: "opened_again",
        _S.EXPIRED: "past_its_date",
        _S.DELETED: "by_its_owner",
    },
    _S.EXPIRED: {
        _S.RECEIVED: "employer_unproven",
        _S.CHECKING: "changed",
        _S.REJECTED: "by_a_moderator_with_code",
        _S.ACTIVE: "prolonged",
        _S.DELETED: "by_its_owner",
    },
    _S.DELETED: {},
}


class RejectionCode(models.TextChoices):
    """Why an ad is not published."""

    INSPECTORATE_NOT_CLEARED = "inspectorate_not_cleared", _("The labour inspectorate has not cleared it")
    NOT_A_JOB = "not_a_job", _("It is not a job")
    DUPLICATE = "duplicate", _("The same vacancy is published already")
    DISCRIMINATORY = "discriminatory", _("It excludes people without a lawful reason")
    ABROAD_OUT_OF_SCOPE = "abroad_out_of_scope", _("It is abroad, which we do not cover")
    FEE_ASKED = "fee_asked", _("It asks people for money")
    MISLEADING = "misleading", _("It is misleading")
    FRAUD_SUSPECTED = "fraud_suspected", _("It looks like fraud")
    RULE_FAILED = "rule_failed", _("It breaks a rule")
    OTHER = "other", _("Another reason")


class SourceType(models.TextChoices):
    """Who told us of the ad."""

    EMPLOYER = "employer", _("The employer")
    EMPLOYER_SITE = "employer_site", _("The employer's site")
    SERVICE_STAFF = "service_staff", _("Our staff")
    AGENCY = "agency", _("A recruitment agency")
    HR_SERVICE = "hr_service", _("An HR service")
    PARTNER_BOARD = "partner_board", _("A partner's job board")
    EBMO = "ebmo", _("An employers' organisation")


class Contract(models.TextChoices):
    """Kinds of contract."""

    PERMANENT = "permanent", _("Permanent")
    FIXED_TERM = "fixed_term", _("Fixed term")
    TEMPORARY_AGENCY = "temporary_agency", _("Through an agency")
    TEMP_TO_PERMANENT = "temp_to_permanent", _("Temporary, may become permanent")
    SEASONAL = "seasonal", _("Seasonal")
    ON_CALL = "on_call", _("On call")
    INTERNSHIP = "internship", _("Internship")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    CIVIL_CONTRACT = "civil_contract", _("Civil-law contract")
    SELF_EMPLOYED = "self_employed", _("Self-employed")
    VOLUNTEER = "volunteer", _("Volunteer")
    RESERVE = "reserve", _("Reserve")


class Schedule(models.TextChoices):
    """How hours lie in the week."""

    FULL_DAY = "full_day", _("Full day")
    SHIFT = "shift", _("Shifts")
    FLEXIBLE = "flexible", _("Flexible hours")
    ROTATION = "rotation", _("Rotation")
    IRREGULAR = "irregular", _("Irregular hours")
    PART_DAY = "part_day", _("Part-day")


class TimeBand(models.TextChoices):
    """Whether hours fill the week."""

    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")


class Need(models.TextChoices):
    """How much a skill is asked for."""

    MUST = "must", _("Must have")
    NICE = "nice", _("Nice to have")


class Experience(models.TextChoices):
    """How much experience is asked for, in bands that people choose from."""

    NONE = "none", _("None")
    UNDER_1 = "under_1", _("Under 1 year")
    FROM_1_TO_3 = "from_1_to_3", _("1 to 3 years")
    FROM_3_TO_5 = "from_3_to_5", _("3 to 5 years")
    OVER_5 = "over_5", _("Over 5 years")

    @property
    def least_months(self) -> int:
        """The months that the band asks for at least."""
        return {"none": 0, "under_1": 1, "from_1_to_3": 12, "from_3_to_5": 36, "over_5": 61}[self.value]

    @classmethod
    def of_months(cls, months: int) -> "Experience":
        """Return the band that a number of months lies in; exactly five years still is "3 to 5"."""
        return next(band for band in reversed(cls) if months >= band.least_months)


class PayKind(models.TextChoices):
    """What is said about pay."""

    EXACT = "exact", _("Exactly")
    FROM = "from", _("From")
    TO = "to", _("Up to")
    RANGE = "range", _("From and to")
    NEGOTIABLE = "negotiable", _("Negotiable")
    BY_AGREEMENT_TEXT = "by_agreement_text", _("As described")


class PayPeriod(models.TextChoices):
    """What one payment is for."""

    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    SHIFT = "shift", _("a shift")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")
    PIECE = "piece", _("a piece")


class Bonus(models.TextChoices):
    """When a bonus is paid."""

    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    YEARLY = "yearly", _("Every year")
    NONE = "none", _("None")


class Remote(models.TextChoices):
    """How much of the work can be done from elsewhere."""

    NONE = "none", _("At the workplace")
    HYBRID = "hybrid", _("Partly remote")
    FULL = "full", _("Remote")


class ApplyKind(models.TextChoices):
    """How to apply."""

    IN_SYSTEM = "in_system", _("Here")
    URL = "url", _("On another site")
    EMAIL = "email", _("By e-mail")
    POST = "post", _("By letter")
    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")


class GroundKind(models.TextChoices):
    """Why the law lets an ad name what it otherwise may not."""

    GENUINE_REQUIREMENT = "genuine_requirement", _("The work itself asks for it")
    POSITIVE_ACTION = "positive_action", _("It helps a group that has fewer chances")
    QUOTA_POST = "quota_post", _("The place is kept by a quota")
    LAW = "law", _("A law asks for it")


class Housing(models.TextChoices):
    """Housing that comes with the job."""

    FLAT = "flat", _("Flat")
    HOUSE = "house", _("House")
    DORMITORY = "dormitory", _("Dormitory")
    ROOM = "room", _("Room")
    NONE = "none", _("No housing")


class ProtectedGroup(models.TextChoices):
    """For whom a place is kept; what an ad says in words that we cannot tell is another group."""

    DISABILITY = "disability", pgettext_lazy("kept for", "People with a disability")
    LARGE_FAMILIES = "large_families", _("Parents of many children")
    PARENTS = "parents", _("Single parents and parents of small children")
    YOUNG = "young", _("Young people")
    OLDER = "older", _("Older people")
    CARE_LEAVERS = "care_leavers", _("People who grew up in care")
    RELEASED = "released", _("People who come out of prison")
    REFUGEES = "refugees", _("Refugees and migrants")
    VETERANS = "veterans", _("Veterans")
    OTHER = "other", _("Another group")


class Cefr(models.TextChoices):
    """Language levels."""

    A1 = "A1", _("A1: first words")
    A2 = "A2", _("A2: everyday phrases")
    B1 = "B1", _("B1: gets along")
    B2 = "B2", _("B2: independent")
    C1 = "C1", _("C1: fluent")
    C2 = "C2", _("C2: near native")
    NATIVE = "native", _("Native")


class IntakeResult(models.TextChoices):
    """What became of something sent to us."""

    CREATED = "created", _("New")
    UPDATED = "updated", _("Changed")
    UNCHANGED = "unchanged", _("The same")
    STOPPED = "stopped", _("Stopped")
    DELETED = "deleted", _("Deleted")
    REFUSED = "refused", _("To correct")


class TableState(models.TextChoices):
    """How far a table of vacancies is: nothing of it is in before it is applied."""

    WAITING = "waiting", _("We are reading it")
    REFUSED = "refused", _("We could not read it")
    TRIED = "tried", _("Waits for your decision")
    APPLYING = "applying", _("On its way in")
    APPLIED = "applied", _("In")
    GIVEN_UP = "given_up", _("We could not finish it")


class Rhythm(models.TextChoices):
    """How often a saved search tells of new vacancies."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


#: The lists that clients check against before they send, by the name of the field (features T-11).
LISTS: dict[str, type[models.TextChoices | models.IntegerChoices]] = {
    "ad_status": AdStatus,
    "apply_kind": ApplyKind,
    "bonus": Bonus,
    "contract": Contract,
    "education": Education,
    "experience": Experience,
    "ground_kind": GroundKind,
    "housing_type": Housing,
    "intake_result": IntakeResult,
    "language_level": Cefr,
    "pay_kind": PayKind,
    "pay_period": PayPeriod,
    "protected_group": ProtectedGroup,
    "rejection_code": RejectionCode,
    "remote": Remote,
    "schedule": Schedule,
    "source_type": SourceType,
    "time_band": TimeBand,
}
