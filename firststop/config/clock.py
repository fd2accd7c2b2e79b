"""From the country's pack to the zone whose days and hours the service shows."""

from django.core.exceptions import ImproperlyConfigured

from firststop.core.country import PackError, load_pack


def time_zone_of(country: str) -> str:
    """Return the IANA name of the zone; raises `ImproperlyConfigured` where the pack is missing or cannot be read."""
    try:
        return load_pack(country).facts.time_zone.name
    except (LookupError, PackError) as wrong:
        raise ImproperlyConfigured(f"FIRSTSTOP_COUNTRY: {wrong.args[0]}") from wrong
