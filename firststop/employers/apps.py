"""Employers as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    """Enterprises, proofs, requests."""

    name = "firststop.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept."""
        from firststop.core.retention import Kept, declare_kept

        declare_kept(
            Kept("employers.Establishment", _("To show who offers work"), _("As long as the enterprise exists")),
            Kept(
                "employers.Proof",
                _("To know that somebody speaks for an enterprise"),
                _("1 year"),
                due="delete_on",
                personal=True,
            ),
            Kept(
                "employers.ServiceRequest", _("To do what an enterprise asked"), _("As long as the enterprise exists")
            ),
        )
