"""What every page may rely on, whoever renders it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language_info


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the languages with this page's address in each, and whether the reader saves data."""
    here = request.get_full_path()
    return {
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "url": translate_url(here, code),
            }
            for code, _name in settings.LANGUAGES
        ],
        "saves_data": request.headers.get("Save-Data", "").lower() == "on",
    }
