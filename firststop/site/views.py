"""The pages about the service itself."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from firststop.casework.queries import within_days
from firststop.core import retention
from firststop.core.access import public
from firststop.core.dated import number_at
from firststop.site import gallery, queries
from firststop.site.limits import BARRIER
from firststop.site.marks import marks
from firststop.site.panels import ABOUT_US, NAVIGATION, existing, telephone


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask what the reader needs today, and offer what this installation has."""
    ways = list(existing(NAVIGATION, request))
    return render(request, "site/home.html", {"ways": ways, "links": [*ways, *existing(ABOUT_US, request)]})


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, who made the data, and what of the country is real."""
    heads = [_("What about the country"), _("Real or not"), _("From where")]
    return render(request, "site/about.html", {"marks": marks(timezone.localdate()), "heads": heads})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why and until when, from the same rules that delete it."""
    rules = retention.rules()
    shown = {
        "heads": [_("Why we keep it"), _("How long")],
        "personal": said(rule for rule in rules if rule.personal),
        "other": said(rule for rule in rules if not rule.personal),
    }
    return render(request, "site/privacy.html", shown)


def said(rules: Iterable[retention.Kept]) -> list[tuple[str, str]]:
    """Return purpose and time of each rule once, in the active language: several tables may serve one purpose."""
    return list(dict.fromkeys((str(rule.purpose), str(rule.until)) for rule in rules))


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works for everyone, and what does not yet."""
    within = within_days(number_at(BARRIER.name, timezone.now()))
    return render(request, "site/accessibility.html", {"telephone": telephone(), "within": within})


@public
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say how to reach people who can help."""
    return render(request, "site/help.html", {"telephone": telephone()})


@public
@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Say how complete each language is."""
    return render(request, "site/languages.html", {"statuses": queries.language_statuses()})


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component to those who build pages, and to the accessibility check; nowhere else."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "site/components.html", gallery.examples())
