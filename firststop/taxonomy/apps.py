"""The taxonomy as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """Occupations, skills, places."""

    name = "firststop.taxonomy"
    label = "taxonomy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept, publish our list, and lead here; none of the tables is about people."""
        from firststop.core.closed_lists import ClosedList, publish_lists
        from firststop.core.panels import register
        from firststop.core.retention import Kept, declare_kept
        from firststop.taxonomy import panels
        from firststop.taxonomy.enums import Licence

        purpose, until = _("To name occupations, skills and places"), _("For ever; holds no personal data")
        tables = (
            "Concept",
            "Label",
            "OccupationSkill",
            "BroaderConcept",
            "OutsideCode",
            "TaxonomyLoad",
            "Place",
            "PlaceName",
        )
        declare_kept(*(Kept(f"taxonomy.{table}", purpose, until) for table in tables))
        publish_lists(ClosedList("licences", Licence.choices))
        register("home.services", panels.services, order=10)
        register("about.sources", panels.about_sources, order=20)
