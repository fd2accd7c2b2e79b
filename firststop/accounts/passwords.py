"""What a password must be, in our words: Django's are not there in every language."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """A password of so many characters."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        words = ngettext("Take %(count)d character or more.", "Take %(count)d characters or more.", self.min_length)
        return words % {"count": self.min_length}


class NotCommon(CommonPasswordValidator):
    """Not one of those that everybody tries first."""

    def get_error_message(self) -> str:
        """Say that many have this password."""
        return _("Many people use this password. Take another one.")


class NotOnlyDigits(NumericPasswordValidator):
    """Not a number: a birthday or a telephone."""

    def get_error_message(self) -> str:
        """Say that digits alone are guessed."""
        return _("Digits alone are easy to guess. Add letters.")
