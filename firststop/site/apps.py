"""Site as a Django application."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The first page and the frame's panels; no tables."""

    name = "firststop.site"
    label = "site"

    def ready(self) -> None:
        """Declare the places of our pages, fill the frame, and name the fields of one's own data."""
        from firststop.accounts.services import name_fields
        from firststop.core.dated import declare_numbers
        from firststop.core.panels import declare, register
        from firststop.site import panels
        from firststop.site.demo import showroom
        from firststop.site.limits import BARRIER
        from firststop.site.own_words import WORDS

        name_fields(WORDS)
        declare_numbers(BARRIER)

        # Packages come ready from the top down, so the frame's places may not be declared yet; twice is harmless.
        frame = ("page.navigation", "page.account", "page.strip", "page.footer")
        ours = ("home.doors", "home.crisis", "home.market", "home.services", "about.sources", "privacy.tables")
        for place in (*frame, *ours, "contact.ways"):
            declare(place)
        register("page.navigation", panels.navigation, order=10)
        register("page.footer", panels.footer, order=10)
        register("about.sources", panels.country_sources, order=90)
        register("matching.call_us", panels.to_help, order=10)
        register("page.strip", showroom.strip, order=10)
        register("signin.aside", showroom.cast_codes, order=10)
