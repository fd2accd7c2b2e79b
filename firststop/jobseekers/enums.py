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
