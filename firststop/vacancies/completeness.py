"""How much the public ads of each source tell."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, Count, F, Q, Value, When

from firststop.vacancies.feeds import FEEDS
from firststop.vacancies.models import Vacancy
from firststop.vacancies.models.vacancy import OWN_PROVIDER

#: Seconds for which a count stands: whoever asks again meanwhile reads it, for 100,000 ads take a second to count.
COUNTED_FOR = 600
_COUNTED = "vacancies.completeness"


@dataclass(frozen=True, slots=True)
class Completeness:
    """A source's public ads, and how many of them have a text, state a lowest and a highest pay, and name skills."""

    source: str
    vacancies: int
    text: int
    pay_min: int
    pay_max: int
    skills: int


def completeness() -> list[Completeness]:
    """Return the completeness of every source with public ads, by name, as it was at most ten minutes ago.

    A source is a feed. Whatever came by form, table or API was written for this service: that is one source.
    """
    known: list[Completeness] | None = cache.get(_COUNTED)
    if known is None:
        known = _counted()
        cache.set(_COUNTED, known, COUNTED_FOR)
    return known


def _counted() -> list[Completeness]:
    source = Case(When(provider__in=list(FEEDS), then=F("provider")), default=Value(OWN_PROVIDER))
    counted = Vacancy.objects.public().order_by().annotate(source=source).values("source")
    rows = counted.annotate(
        vacancies=Count("id"),
        text=Count("id", filter=Q(record__has_key="description")),
        pay_min=Count("id", filter=Q(record__has_key="pay_min")),
        pay_max=Count("id", filter=Q(record__has_key="pay_max")),
        skills=Count("id", filter=Q(record__skills__0__isnull=False)),
    )
    return [Completeness(**row) for row in rows.order_by("source")]
