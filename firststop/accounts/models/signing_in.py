"""What signing in leaves behind: wrong tries, and the sessions that stand."""

from django.conf import settings
from django.db import models


class WrongTries(models.Model):
    """Tries in a row without success, at one way in to one account (or to a number or address without one).

    `digest` names both without saying which, so the table tells nobody who has an account.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    wait_until = models.DateTimeField()
    delete_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.tries} tries"


class SignedIn(models.Model):
    """One device on which a person is signed in, so that it can be ended from elsewhere."""

    session_key = models.CharField(max_length=40, primary_key=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"since {self.at:%Y-%m-%d}"
