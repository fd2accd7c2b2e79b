"""The profile: what a person can do and wishes, and who may not see it."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from firststop.jobseekers.enums import Origin, Visibility


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Profiles by who may see them."""

    def visible(self) -> "ProfileQuerySet":
        """Those that employers may find, with or without the name."""
        return self.exclude(visibility=Visibility.HIDDEN)


@pghistory.track(exclude=["changed_at"])
class Profile(models.Model):
    """One person's profile. `code` is what the desk calls instead of a name; the name is in accounts.

    Pay is a monthly amount in the country's currency; `languages` holds {"code", "level"} with CEFR levels. `place` is
    where the person lives, `more_places` are codes of others where they would work; `radius_km` goes from each.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, unique=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.HIDDEN)
    summary = models.TextField(default="")
    place = models.ForeignKey("taxonomy.Place", on_delete=models.PROTECT, null=True, related_name="+")
    more_places = ArrayField(models.CharField(max_length=40), default=list)
    radius_km = models.PositiveSmallIntegerField(default=25)
    would_move = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    pay_floor = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    schedules = ArrayField(models.CharField(max_length=20), default=list)
    contracts = ArrayField(models.CharField(max_length=30), default=list)
    start_from = models.DateField(null=True)
    licences = ArrayField(models.CharField(max_length=10), default=list)
    languages = models.JSONField(default=list)
    education = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(radius_km__lte=500), name="jobseekers_radius"),
            models.CheckConstraint(
                condition=models.Q(pay_floor__isnull=True) | models.Q(pay_floor__gt=0),
                name="jobseekers_pay_floor",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def places(self) -> tuple[str, ...]:
        """The codes of all places, the one where the person lives first."""
        return (*((self.place_id,) if self.place_id else ()), *self.more_places)

    @property
    def says_something(self) -> bool:
        """Whether the person has said what they can do or want."""
        return self.skills.exists() or self.occupations.exists()


class ProfileSkill(models.Model):
    """A skill that the person has accepted as theirs."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("taxonomy.Concept", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=16, choices=Origin)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "skill"], name="jobseekers_skill_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} can {self.skill_id}"


class ProfileOccupation(models.Model):
    """An occupation that the person wants, has practised (for `months`), or both."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="occupations")
    occupation = models.ForeignKey("taxonomy.Concept", on_delete=models.PROTECT, related_name="+")
    wanted = models.BooleanField()
    months = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=16, choices=Origin)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "occupation"], name="jobseekers_occupation_once"),
            models.CheckConstraint(
                condition=models.Q(wanted=True) | models.Q(months__gt=0),
                name="jobseekers_occupation_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.occupation_id}"


class NotToEmployer(models.Model):
    """This employer, its units and whoever acts for it never see that the person looks for work."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="not_to")
    establishment = models.ForeignKey("employers.Establishment", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "establishment"], name="jobseekers_not_to_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} not to {self.establishment_id}"
