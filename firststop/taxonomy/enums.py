"""Kinds of concepts, labels and relations, and the licences that work asks for and people hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConceptKind(models.TextChoices):
    """What a concept is."""

    OCCUPATION = "occupation", _("Occupation")
    SKILL = "skill", _("Skill")
    GROUP = "group", _("Occupation group")
    SKILL_GROUP = "skill_group", _("Skill group")


class ConceptState(models.TextChoices):
    """Whether a concept is in use. Retired ones still answer, with what replaced them."""

    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Retired")


class LabelKind(models.TextChoices):
    """How a word belongs to its concept."""

    PREFERRED = "preferred", _("Name")
    ALTERNATIVE = "alternative", _("Also called")
    HIDDEN = "hidden", _("Found by")


class SkillRelation(models.TextChoices):
    """How much an occupation needs a skill."""

    ESSENTIAL = "essential", _("Essential")
    OPTIONAL = "optional", _("Useful")


class PlaceKind(models.TextChoices):
    """Levels of the tree of places."""

    REGION = "region", _("Region")
    DISTRICT = "district", _("District")
    SETTLEMENT = "settlement", _("Town or village")


class Licence(models.TextChoices):
    """Driving licences by category; asked for by a vacancy, held by a person."""

    A = "A", _("A: motorcycle")
    B = "B", _("B: car")
    C = "C", _("C: lorry")
    D = "D", _("D: bus")
    BE = "BE", _("BE: car with trailer")
    CE = "CE", _("CE: lorry with trailer")


class Education(models.IntegerChoices):
    """Levels of ISCED 2011; asked for by a vacancy, reached by a person."""

    EARLY = 0, _("No schooling completed")
    PRIMARY = 1, _("Primary school")
    LOWER_SECONDARY = 2, _("Nine years of school")
    UPPER_SECONDARY = 3, _("Secondary school completed")
    POST_SECONDARY = 4, _("Vocational training")
    SHORT_TERTIARY = 5, _("College")
    BACHELOR = 6, _("Bachelor")
    MASTER = 7, _("Master or specialist")
    DOCTORAL = 8, _("Doctorate")
