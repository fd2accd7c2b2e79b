"""Organisations and who acts for them."""

import uuid

import pghistory
from django.conf import settings
from django.db import models

from firststop.accounts.enums import MembershipState, OrganisationKind, Role


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by kind."""

    def enterprises(self) -> "OrganisationQuerySet":
        """Only enterprises."""
        return self.filter(kind=OrganisationKind.ENTERPRISE)


@pghistory.track()
class Organisation(models.Model):
    """A party that people act for; what it does is told by packages above."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by state."""

    def active(self) -> "MembershipQuerySet":
        """Those that give rights now."""
        return self.filter(state=MembershipState.ACTIVE, account__is_active=True)


# Row history goes with its person, so that erasing a person is one deletion.
@pghistory.track(obj_field=pghistory.ObjForeignKey(on_delete=models.CASCADE, related_name="events"))
class Membership(models.Model):
    """One hat of one person: a role in an organisation.

    An invitation is a membership that waits: `account` is null until somebody accepts it with the token, of which
    only the digest is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    state = models.CharField(max_length=12, choices=MembershipState, default=MembershipState.INVITED)
    invitation_digest = models.CharField(max_length=64, null=True, unique=True)
    invitation_ends_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # One living hat a role: a second one would survive the end of the first.
            models.UniqueConstraint(
                fields=["organisation", "account", "role"],
                condition=models.Q(state__in=["active", "suspended"]),
                name="accounts_one_hat_a_role",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["invited", "ended"]) | models.Q(account__isnull=False),
                name="accounts_active_member_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation_id}: {self.state}"
