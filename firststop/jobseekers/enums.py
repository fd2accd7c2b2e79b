"""How visible a jobseeker is, and what they wish."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who sees that this person looks for work."""

    HIDDEN = "hidden", _("Nobody sees that I look for work")
    ANONYMOUS = "anonymous", _("Employers see what I can do, not who I am")
    FULL = "full", _("Employers see my name and how to reach me")


class Origin(models.TextChoices):
    """How something came into a profile; only what the person accepted is in it."""

    TYPED = "typed", _("You wrote it")
    FROM_CV = "from_cv", _("From your CV, accepted by you")
    FROM_OCCUPATION = "from_occupation", _("Usual in this work, accepted by you")


class CvKind(models.TextChoices):
    """Kinds of CV files that we read."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word (DOCX)")
    TEXT = "text", _("Pasted text")


class CvLoss(models.TextChoices):
    """What of a CV file is not in the text that we read from it."""

    PAGES = "pages", _("Everything after page 50")
    LENGTH = "length", _("Everything after the first 200,000 characters")
    EMPTY_PAGES = "empty_pages", _("Pages without text: they may be scans or photos")
    PICTURES = "pictures", _("Pictures and photos, and words in them")
    COMMENTS = "comments", _("Comments in the margin")
    ATTACHED = "attached", _("Charts, diagrams and attached files")


class Hours(models.TextChoices):
    """How hours may lie; the same codes as a vacancy's schedule."""

    FULL_DAY = "full_day", _("Full day")
    SHIFT = "shift", _("Shifts")
    FLEXIBLE = "flexible", _("Flexible hours")
    ROTATION = "rotation", _("Rotation: weeks away, weeks at home")
    PART_DAY = "part_day", _("Part of the day")


class WishedContract(models.TextChoices):
    """Kinds of contract; the same codes as a vacancy's."""

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


class Spoken(models.TextChoices):
    """How well a language is spoken (CEFR), in words that people use."""

    A1 = "A1", _("A few words (A1)")
    A2 = "A2", _("Everyday phrases (A2)")
    B1 = "B1", _("I get along (B1)")
    B2 = "B2", _("Well (B2)")
    C1 = "C1", _("Very well (C1)")
    C2 = "C2", _("Like my own (C2)")
    NATIVE = "native", _("My first language")


class Practice(models.IntegerChoices):
    """For how long somebody did a work: months that stand for a band."""

    NONE = 0, _("I have not done it")
    UNDER_1 = 6, _("Under 1 year")
    FROM_1_TO_3 = 24, _("1 to 3 years")
    FROM_3_TO_5 = 48, _("3 to 5 years")
    OVER_5 = 84, _("Over 5 years")

    @classmethod
    def of(cls, months: int) -> "Practice":
        """Return the band for so many months: the highest that they reach; the lowest but none for fewer."""
        return cls.UNDER_1 if 0 < months < cls.UNDER_1 else max(band for band in cls if band <= months)
