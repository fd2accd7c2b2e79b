"""Matching as a Django application."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The engine behind pages; no tables."""

    name = "firststop.matching"
    label = "matching"

    def ready(self) -> None:
        """Put the match card on the vacancy's page, and the way to candidates into one's own list."""
        from firststop.core.panels import register
        from firststop.matching import panels

        register("vacancy.match", panels.of_vacancy, order=10)
        register("vacancy.own", panels.own_candidates, order=20)
        register("jobseeker.home", panels.best, order=10)
