"""The one page that only a demo has: the phone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from firststop.core.access import public
from firststop.core.messages import receive_sms
from firststop.core.parameters import page_of, takes
from firststop.site.demo.phone import messages
from firststop.site.demo.showroom import is_demo

#: How many messages a page shows; older ones stand on the next.
SHOWN = 30


@public
@require_http_methods(["GET", "POST"])
@takes("page")
def phone(request: HttpRequest) -> HttpResponse:
    """Show every text message, thirty a page, and take answers; outside a demo there is no such page."""
    if not is_demo():
        raise Http404
    if request.method == "POST":
        said = f"{request.POST.get('answer', '')} {request.POST.get('ref', '')}"
        receive_sms(request.POST.get("number", ""), said, at=timezone.now())
        return redirect("site:phone")
    page, came = page_of(request), messages()
    shown = {
        "messages_here": came[(page - 1) * SHOWN : page * SHOWN],
        "next": f"?page={page + 1}" if len(came) > page * SHOWN else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
    }
    return render(request, "site/demo/phone.html", shown)
