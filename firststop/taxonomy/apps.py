"""The taxonomy as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """Occupations, skills, places."""

    name = "firststop.taxonomy"
    label = "taxonomy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept; none of them is about people."""
        from firststop.core.retention import Kept, declare_kept

        purpose, until = _("To name occupations, skills and places"), _("For ever; holds no personal data")
        tables = (
            "Concept",
            "Label",
            "OccupationSkill",
            "BroaderConcept",
            "TaxonomyLoad",
            "Place",
            "PlaceName",
        )
        declare_kept(*(Kept(f"taxonomy.{table}", purpose, until) for table in tables))
