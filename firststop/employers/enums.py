"""How an enterprise is known and trusted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verification(models.TextChoices):
    """Ways to prove that somebody speaks for an enterprise; any one is enough."""

    SMS = "sms", _("Text message to the number in the register")
    COUNTER = "counter", _("Visit to an office")
    DIRECTOR = "director", _("Name of the director in the register")
    EMAIL = "email", _("E-mail at the enterprise's own domain")
    LETTER = "letter", _("Letter with a code")


class VerificationState(models.TextChoices):
    """Where a proof is."""

    ASKED = "asked", _("Waiting for the code")
    DONE = "done", _("Proven")
    REFUSED = "refused", _("Not proven")


class RequestKind(models.TextChoices):
    """What an enterprise asks the service for."""

    SHORTLIST = "shortlist", _("Find candidates for us")
    CALL = "call", _("Call us")
    QUESTION = "question", _("Answer a question")
