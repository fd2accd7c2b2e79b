"""Jobseekers as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobseekersConfig(AppConfig):
    """Profiles and CVs."""

    name = "firststop.jobseekers"
    label = "jobseekers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept."""
        from firststop.core.retention import Kept, declare_kept

        until = _("As long as you look for work with us")
        declare_kept(
            Kept("jobseekers.Profile", _("To find work for you"), until, personal=True),
            Kept("jobseekers.ProfileSkill", _("To find work for you"), until, personal=True),
            Kept("jobseekers.ProfileOccupation", _("To find work for you"), until, personal=True),
            Kept("jobseekers.NotToEmployer", _("To hide you from an employer"), until, personal=True),
            Kept(
                "jobseekers.CvFile",
                _("To read your skills from it"),
                _("1 year"),
                due="delete_on",
                personal=True,
            ),
        )
