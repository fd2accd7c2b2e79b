"""Files from people: what is too large is refused by its announced size, before a byte of it is read.

The check for a form's token reads the whole form, so it comes after the check of the size.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

#: What the other fields of a form and the marks between them add to a file, in bytes.
FORM_BYTES = 512 * 1024

View = Callable[..., HttpResponse]


def takes_file(most: int, *, too_large: View) -> Callable[[View], View]:
    """Let a view take a form with a file of `most` bytes; `too_large` answers for it where more is announced."""

    def mark(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def measured(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if int(request.META.get("CONTENT_LENGTH") or 0) <= most + FORM_BYTES:
                return protected(request, *args, **kwargs)
            request.method, request.META["CONTENT_LENGTH"] = "GET", "0"
            return too_large(request, *args, **kwargs)

        return measured

    return mark
