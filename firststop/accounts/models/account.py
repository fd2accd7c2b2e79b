"""The account: one person, however many hats."""

import uuid
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from firststop.core.models.messages import Channel


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no super-user, since rights follow from memberships."""

    def create_user(self, *, phone: str | None = None, email: str | None = None, **facts: Any) -> "Account":
        """Create an account reached by phone (E.164) or e-mail; ValueError with neither."""
        if not phone and not email:
            raise ValueError("an account is reached by phone or by e-mail")
        password = facts.pop("password", None)
        account = self.model(phone=phone or None, email=self.normalize_email(email) or None, **facts)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account that signs in by this number or address."""
        return self.get(models.Q(phone=username) | models.Q(email__iexact=username))


# Row history goes with its person, so that erasing a person is one deletion.
@pghistory.track(
    exclude=["password", "last_login", "unfinished_until"],
    obj_field=pghistory.ObjForeignKey(on_delete=models.CASCADE, related_name="events"),
)
class Account(AbstractBaseUser):
    """A person who signs in. Either a phone number or an e-mail address is enough, for everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = models.CharField(max_length=16, null=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(null=True)
    family_name = models.CharField(max_length=80, default="", blank=True)
    given_name = models.CharField(max_length=80, default="", blank=True)
    language = models.CharField(max_length=8, default="en")
    #: By what the person wants to be reached; empty where nothing was chosen.
    channel = models.CharField(max_length=10, choices=Channel, default="", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    #: A sign-up that nobody finishes by this day is forgotten; null once somebody has signed in.
    unfinished_until = models.DateField(null=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            # Nobody is locked out for having no e-mail, and nobody exists whom we cannot reach.
            models.CheckConstraint(
                condition=models.Q(phone__isnull=False) | models.Q(email__isnull=False), name="accounts_reachable"
            ),
            models.UniqueConstraint(Lower("email"), name="accounts_email_once"),
            # The empty text would be an address that only one person may have.
            models.CheckConstraint(condition=~models.Q(email="") & ~models.Q(phone=""), name="accounts_no_empty_reach"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the sign-in library writes an empty text where there is no address."""
        self.email, self.phone = self.email or None, self.phone or None
        super().save(*args, **kwargs)

    def open_channels(self) -> list[Channel]:
        """Return by what this person can be reached, the usual way first; no channel but the page is always there."""
        proven, address = bool(self.phone and self.phone_verified), bool(self.email)
        return [Channel.SMS] * proven + [Channel.EMAIL] * address + [Channel.INBOX]

    @property
    def reached_by(self) -> Channel:
        """By what we write: as the person chose while that works, else in the usual way."""
        usual = self.open_channels()
        return Channel(self.channel) if self.channel in usual else usual[0]

    def get_full_name(self) -> str:
        """Return the name as the country writes it: family name first."""
        return f"{self.family_name} {self.given_name}".strip()
