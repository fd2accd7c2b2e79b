"""The page on which staff look up the code that a firm reads out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from firststop.accounts.enums import Role
from firststop.accounts.queries import actor_of, hat_of, name_of, reach
from firststop.core.access import requires
from firststop.core.refusals import Refused
from firststop.jobseekers.forms import CallCodeForm
from firststop.jobseekers.policies import takes_calls
from firststop.jobseekers.services import open_call_code


@requires(takes_calls)
@require_http_methods(["GET", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and show whom to call; the person sees that it was opened."""
    form, hat = CallCodeForm(request.POST if request.method == "POST" else None), hat_of(request)
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid() and hat is not None:
        role = next(role for role in hat.sorted_roles if role in Role.values)
        try:
            person = open_call_code(form.cleaned_data["code"], role=role, by=actor_of(request), at=timezone.now())
        except Refused as no:
            if no.first.rule != "call_me.unknown":
                raise
            form.add_error("code", f"{no.first.detail} {no.first.hint}")
        else:
            shown |= {"name": name_of(person).full, "way": reach(person), "form": CallCodeForm()}
    return render(request, "jobseekers/by_code.html", shown, status=400 if form.errors else 200)
