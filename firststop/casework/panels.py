"""What casework shows on other pages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from firststop.casework.policies import is_staff
from firststop.casework.queries import offices
from firststop.core.country.records import named
from firststop.core.panels import Panel
from firststop.taxonomy.queries import places


def home(request: HttpRequest) -> str | None:
    """Return the home of staff."""
    return reverse("casework:desk") if is_staff(request) else None


def to_desk(request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show staff the way to their desk."""
    return Panel("casework/panels/to_desk.html") if is_staff(request) else None


def to_reach(_request: HttpRequest, _subject: str | None) -> Panel | None:
    """Show everybody the offices, by name, with the place and phone of each."""
    known, language = offices(), get_language() or "en"
    around = places([office.place_id for office in known], language)
    rows = sorted((named(it.names, language), around[it.place_id].full_name, it.phone or "") for it in known)
    # A column in which nobody stands says nothing.
    heads = [_("Office"), _("Place"), *([_("Phone")] if any(phone for _name, _where, phone in rows) else [])]
    return Panel("casework/panels/to_reach.html", {"offices": rows, "heads": heads}) if rows else None
