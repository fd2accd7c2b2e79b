"""How an enterprise is known and trusted, and how large it is."""

from typing import Self

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


#: The source of an enterprise whose own people registered it; every other source is a feed's name.
OWN = "register"

#: More people than any enterprise has: what is above is a slip of the finger.
MOST_STAFF = 1_000_000


class SizeClass(models.TextChoices):
    """How large an enterprise is by its people, in the steps of Recommendation 2003/361/EC of the European Union."""

    MICRO = "micro", _("Micro enterprise: up to 9 people")
    SMALL = "small", _("Small enterprise: 10 to 49 people")
    MEDIUM = "medium", _("Medium enterprise: 50 to 249 people")
    LARGE = "large", _("Large enterprise: 250 people or more")

    @classmethod
    def of(cls, staff: int | None) -> Self | None:
        """Return the class of so many people; None where nobody has said how many there are."""
        if staff is None:
            return None
        return next((size for size, most in _MOST.items() if staff <= most), cls.LARGE)


_MOST = {SizeClass.MICRO: 9, SizeClass.SMALL: 49, SizeClass.MEDIUM: 249}


class RequestKind(models.TextChoices):
    """What an enterprise asks the service for."""

    SHORTLIST = "shortlist", _("Find candidates for us")
    CALL = "call", _("Call us")
    QUESTION = "question", _("Answer a question")
