"""Matching as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """The engine behind pages; no tables."""

    name = "firststop.matching"
    label = "matching"

    def ready(self) -> None:
        """Stand on the pages of vacancies and seekers, say why profiles are read, keep alerts free of avoided firms."""
        from firststop.accounts.services import name_purposes, name_records
        from firststop.core.panels import register
        from firststop.jobseekers.queries import avoided_by
        from firststop.matching import panels
        from firststop.vacancies.services import leave_out

        name_purposes(
            {
                "matching.listed": _("An employer compared who fits its vacancy"),
                "matching.compared": _("An employer compared you with others for its vacancy"),
                "matching.opened": _("An employer opened your profile to read why you fit"),
            }
        )
        name_records({"matching.profile": _("What you can do, without your name")})
        leave_out(avoided_by)
        register("vacancy.match", panels.of_vacancy, order=10)
        register("vacancy.own.public", panels.own_candidates, order=20)
        register("jobseeker.home", panels.best, order=10)
        register("person.timeline", panels.of_client, order=10)
