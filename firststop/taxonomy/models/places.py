"""Places: region, district, settlement; a merged place is still found by its old name."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from firststop.taxonomy.enums import PlaceKind


class Place(models.Model):
    """One place of the country. Codes and coordinates that are not known for certain are null."""

    code = models.CharField(max_length=40, primary_key=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=PlaceKind)
    iso3166_2 = models.CharField(max_length=8, null=True)
    nuts = models.CharField(max_length=5, null=True)
    national_code = models.CharField(max_length=20, null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    population = models.PositiveIntegerField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced")
    source = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(OpClass("path", name="varchar_pattern_ops"), name="taxonomy_place_path")]
        constraints = [
            # Half a coordinate is none.
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__isnull=False, lon__isnull=False),
                name="taxonomy_place_point",
            )
        ]

    def __str__(self) -> str:
        return self.code


class PlaceName(models.Model):
    """A name of a place in one language; old and other names are not preferred."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    preferred = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "language", "text"], name="taxonomy_one_place_name")]
        indexes = [
            models.Index(OpClass("folded", name="varchar_pattern_ops"), name="taxonomy_place_prefix"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="taxonomy_place_similar"),
        ]

    def __str__(self) -> str:
        return self.text
