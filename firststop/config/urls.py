"""All addresses: each package under its own name, pages once a language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from firststop.core.urls import urlpatterns as core_urls

handler400 = "firststop.core.views.bad_request"
handler404 = "firststop.core.views.page_not_found"
handler429 = "firststop.accounts.views.limits.too_many"
handler500 = "firststop.core.views.server_error"

#: Packages with pages, and the address each lives under; the first page belongs to site.
PAGES = {
    "firststop.taxonomy": "taxonomy/",
    "firststop.accounts": "account/",
    "firststop.casework": "desk/",
    "firststop.employers": "employers/",
    "firststop.vacancies": "vacancies/",
    "firststop.matching": "matches/",
    "firststop.jobseekers": "me/",
    "firststop.placements": "applications/",
    "firststop.site": "",
}

_pages: list[URLPattern | URLResolver] = [
    path(prefix, include(f"{package}.urls")) for package, prefix in PAGES.items() if package in settings.PACKAGES
]

urlpatterns = [*core_urls, *i18n_patterns(*_pages)]
if "firststop.site" in settings.PACKAGES:
    from firststop.site.urls import api_urlpatterns

    urlpatterns = [*api_urlpatterns, *urlpatterns]
