"""Country packs as typed records: `load_pack("kg")`, and national lists of places in the same layout.

Owns: reading `firststop/countries/<code>/`, what a pack can be asked, errors by file, row and field.
Refuses: storing anything; the taxonomy loads places into tables, offices are loaded by casework.
"""

from firststop.core.country.pack import CountryPack, available, load_pack
from firststop.core.country.reading import PackError, PlaceTable, read_places
from firststop.core.country.records import Holiday, Office, PayBand, PlaceRow

__all__ = [
    "CountryPack",
    "Holiday",
    "Office",
    "PackError",
    "PayBand",
    "PlaceRow",
    "PlaceTable",
    "available",
    "load_pack",
    "read_places",
]
