"""Concepts, their words and their relations."""

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from firststop.taxonomy.enums import ConceptKind, ConceptState, LabelKind, SkillRelation


def concept_id(uri: str) -> uuid.UUID:
    """Return the id of the concept with this URI: the same on every installation, for ever."""
    return uuid.uuid5(uuid.NAMESPACE_URL, uri)


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Concepts by kind and state."""

    def active(self) -> "ConceptQuerySet":
        """Those in use."""
        return self.filter(state=ConceptState.ACTIVE)

    def occupations(self) -> "ConceptQuerySet":
        """Only occupations."""
        return self.filter(kind=ConceptKind.OCCUPATION)


class Concept(models.Model):
    """One occupation, skill or group. Its id never changes and is never used again.

    `code` is the ISCO-08 code of a group, or of an occupation's group; `digest` is of everything a load says about
    it, so that a second load of the same files changes nothing.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    uri = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=ConceptKind)
    code = models.CharField(max_length=20, default="")
    source = models.CharField(max_length=20)
    skill_type = models.CharField(max_length=20, default="")
    description = models.TextField(default="")
    state = models.CharField(max_length=8, choices=ConceptState, default=ConceptState.ACTIVE)
    retired_on = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "code"], name="taxonomy_concept_code")]

    def __str__(self) -> str:
        return self.uri


class Label(models.Model):
    """One word for a concept in one language. `folded` is what typing is compared with."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=LabelKind)
    text = models.CharField(max_length=500)
    folded = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concept", "language", "text"], name="taxonomy_one_label"),
            # One name a language, or a page would not know which to show.
            models.UniqueConstraint(
                fields=["concept", "language"], condition=models.Q(kind="preferred"), name="taxonomy_one_name"
            ),
        ]
        indexes = [
            models.Index(OpClass("folded", name="varchar_pattern_ops"), name="taxonomy_label_prefix"),
            GinIndex(OpClass("folded", name="gin_trgm_ops"), name="taxonomy_label_similar"),
        ]

    def __str__(self) -> str:
        return self.text


class OccupationSkill(models.Model):
    """An occupation needs a skill, essentially or usefully."""

    occupation = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="skill_relations")
    skill = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="occupation_relations")
    relation = models.CharField(max_length=10, choices=SkillRelation)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill", "relation"], name="taxonomy_one_relation")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.relation} {self.skill_id}"


class BroaderConcept(models.Model):
    """A concept lies under a broader one; a skill may lie under several."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="broader_relations")
    broader = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="narrower_relations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concept", "broader"], name="taxonomy_one_broader"),
            models.CheckConstraint(condition=~models.Q(concept=models.F("broader")), name="taxonomy_not_under_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.concept_id} under {self.broader_id}"


class OutsideCode(models.Model):
    """A code of another list, such as an old national id, and the concept that it means here.

    Without a concept it is unmapped: it is counted, and never leads to a default.
    """

    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=500, default="")
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, null=True, related_name="outside_codes")

    class Meta:
        # One meaning a code, or an old id would lead to two places.
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="taxonomy_one_meaning")]
        indexes = [models.Index(fields=["code"], name="taxonomy_outside_code")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class TaxonomyLoad(models.Model):
    """A load that happened: what was read from where, for the attribution and for whoever asks."""

    source = models.CharField(max_length=20)
    at = models.DateTimeField()
    summary = models.JSONField()

    def __str__(self) -> str:
        return f"{self.source} at {self.at:%Y-%m-%d}"
