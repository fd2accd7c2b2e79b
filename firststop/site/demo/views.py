"""The one page that only a demo has: the phone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from firststop.core.access import public
from firststop.core.messages import receive_sms
from firststop.site.demo.phone import messages
from firststop.site.demo.showroom import is_demo


@public
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Show every text message, and take answers; outside a demo there is no such page."""
    if not is_demo():
        raise Http404
    if request.method == "POST":
        said = f"{request.POST.get('answer', '')} {request.POST.get('ref', '')}"
        receive_sms(request.POST.get("number", ""), said, at=timezone.now())
        return redirect("site:phone")
    return render(request, "site/demo/phone.html", {"messages_here": messages()})
