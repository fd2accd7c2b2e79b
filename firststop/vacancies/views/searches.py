"""Saved searches: the list with what is new, saving and changing one, and the click that stops letters."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firststop.accounts.queries import actor_of, hat_of
from firststop.core.access import public, requires
from firststop.core.parameters import takes
from firststop.core.refusals import Refused, not_found
from firststop.vacancies.conditions import LASTING, Book, address_of, conditions_in
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.forms.searches import SavedSearchForm
from firststop.vacancies.models import SavedSearch
from firststop.vacancies.policies import may_keep_searches
from firststop.vacancies.queries import search_of, searches_of
from firststop.vacancies.services.searches import (
    MOST,
    change_search,
    delete_search,
    save_search,
    search_under,
    start_search,
    stop_sealed,
    stop_search,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One search of the list: its conditions in words, and whether they still mean something."""

    search: SavedSearch
    words: list[str]
    address: str
    readable: bool


@requires(may_keep_searches)
@require_GET
def searches(request: HttpRequest) -> HttpResponse:
    """List the reader's saved searches."""
    lines = lines_of(_me(request), get_language() or "en")
    return render(request, "vacancies/searches.html", {"lines": lines, "most": MOST})


def lines_of(person: uuid.UUID, language: str) -> list[Line]:
    """Return a person's searches as the list shows them; as many queries for one as for twenty."""
    mine = searches_of(person)
    book = Book([search.conditions for search in mine], language)
    return [
        Line(search, book.words(search.conditions), address_of(search.conditions), book.can_read(search.conditions))
        for search in mine
    ]


@requires(may_keep_searches)
@takes(*LASTING)
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a rhythm, and save the search that the address holds."""
    language = get_language() or "en"
    conditions = conditions_in(request.GET, language)
    words = Book([conditions], language).words(conditions)
    form = SavedSearchForm(
        request.POST or None, initial={"name": ", ".join(words)[:80].strip(), "rhythm": Rhythm.DAILY}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            save_search(said["name"], conditions, Rhythm(said["rhythm"]), by=actor_of(request), at=timezone.now())
        except Refused as no:
            return _ask(request, "save", form, no, words=words, address=address_of(conditions))
        messages.success(request, _("Saved. We write to you when something new fits."))
        return redirect("vacancies:searches")
    return _ask(request, "save", form, words=words, address=address_of(conditions))


@requires(may_keep_searches)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, search: uuid.UUID) -> HttpResponse:
    """Ask for another name or rhythm of one's own search."""
    found = search_of(search, _me(request))
    if found is None:
        raise not_found(_("There is no such search."))
    words = Book([found.conditions], get_language() or "en").words(found.conditions)
    form = SavedSearchForm(request.POST or None, initial={"name": found.name, "rhythm": found.rhythm})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_search(found.id, name=said["name"], rhythm=Rhythm(said["rhythm"]), by=actor_of(request))
        except Refused as no:
            return _ask(request, "change", form, no, words=words, search=found)
        messages.success(request, _("Changed."))
        return redirect("vacancies:searches")
    return _ask(request, "change", form, words=words, search=found)


@requires(may_keep_searches)
@require_POST
def act_on(request: HttpRequest, search: uuid.UUID, verb: str) -> HttpResponse:
    """Stop, start or delete one's own search."""
    by, at = actor_of(request), timezone.now()
    match verb:
        case "stop":
            stop_search(search, by=by, at=at)
            messages.success(request, _("Stopped. We write nothing more for this search."))
        case "start":
            start_search(search, by=by, at=at)
            messages.success(request, _("We write again when something new fits."))
        case "delete":
            delete_search(search, by=by)
            messages.success(request, _("Deleted."))
        case _other:
            raise not_found(_("There is no such page."))
    return redirect("vacancies:searches")


@csrf_exempt  # A mail program stops without our cookie; whoever holds the letter's seal may (RFC 8058).
@public
@require_http_methods(["GET", "POST"])
def stop_by_seal(request: HttpRequest, seal: str) -> HttpResponse:
    """Show one button to whoever comes from a letter, and stop; looking at the page stops nothing."""
    found = stop_sealed(seal, at=timezone.now()) if request.method == "POST" else search_under(seal)
    return render(request, "vacancies/search_stop.html", {"search": found})


def _me(request: HttpRequest) -> uuid.UUID:
    hat = hat_of(request)
    if hat is None:
        raise not_found(_("There is no such page."))
    return hat.account


def _ask(
    request: HttpRequest, deed: str, form: SavedSearchForm, no: Refused | None = None, **shown: object
) -> HttpResponse:
    status = 400 if form.errors else 200
    if no is not None:
        form.refuse(no.first.pointer.strip("/"), f"{no.first.detail} {no.first.hint}".strip())
        status = no.first.code.status
    return render(request, "vacancies/search_save.html", {"form": form, "deed": deed, **shown}, status=status)
