"""Matching as a Django application."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The engine behind pages; no tables."""

    name = "firststop.matching"
    label = "matching"

    def ready(self) -> None:
        """Stand on the pages of vacancies and seekers, and keep alerts free of employers that a person hides from."""
        from firststop.core.panels import register
        from firststop.jobseekers.queries import avoided_by
        from firststop.matching import panels
        from firststop.vacancies.services import leave_out

        leave_out(avoided_by)
        register("vacancy.match", panels.of_vacancy, order=10)
        register("vacancy.own", panels.own_candidates, order=20)
        register("jobseeker.home", panels.best, order=10)
