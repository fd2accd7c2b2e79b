"""Core as a Django application."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The vocabulary's tables and templates."""

    name = "firststop.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the places of the page frame, the codes of a refusal, and how long core's tables are kept."""
        from firststop.core import panels, retention, warming
        from firststop.core.answers import TITLES
        from firststop.core.closed_lists import ClosedList, publish_lists

        for place in ("page.navigation", "page.account", "page.strip", "page.footer", "page.not_found"):
            panels.declare(place)
        publish_lists(ClosedList("intake_error", list(TITLES.items())))
        retention.declare_kept(*retention.CORE)
        warming.warm("core.addresses", warming.read_addresses)
        warming.warm("core.languages", warming.read_languages)
