"""Placements as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacementsConfig(AppConfig):
    """Applications and invitations."""

    name = "firststop.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept."""
        from firststop.core.retention import Kept, declare_kept

        until = _("As long as you look for work with us")
        declare_kept(
            Kept("placements.Application", _("To bring you and a firm together"), until, personal=True),
            Kept("placements.Invitation", _("To let a firm ask you"), until, personal=True),
        )
