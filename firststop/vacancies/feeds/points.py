"""Coordinates of sources: numbers or text, in whatever order, sometimes missing, sometimes 0 for unknown."""

from typing import Any

from firststop.core.words import _
from firststop.vacancies.feeds.source import Source


def point(source: Source, lat_at: tuple[str | int, ...], lon_at: tuple[str | int, ...]) -> dict[str, Any]:
    """Return {"lat", "lon"} in degrees, or nothing: half a point, 0/0 and what lies off the globe are no point."""
    lat, lon = source.amount(*lat_at), source.amount(*lon_at)
    if lat is None and lon is None:
        return {}
    if lat is None or lon is None or (lat == 0 and lon == 0) or abs(lat) > 90 or abs(lon) > 180:
        said = " ".join(str(value) for value in (lat, lon) if value is not None)
        source.notes.warn("place.point", lat_at, said, _("These coordinates are no point on earth."))
        return {}
    return {"lat": float(lat), "lon": float(lon)}
