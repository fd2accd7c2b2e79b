"""What the taxonomy shows on other pages."""

from django.http import HttpRequest

from firststop.core.panels import Panel
from firststop.taxonomy.queries import loaded_sources


def services(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Lead from the first page to occupations and skills."""
    return Panel("taxonomy/panels/services.html")


def about_sources(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Name those who wrote the lists of occupations that are loaded; one query."""
    sources = loaded_sources()
    return Panel("taxonomy/panels/about_sources.html", {"sources": sources}) if sources else None
