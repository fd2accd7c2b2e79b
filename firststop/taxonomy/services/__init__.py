"""Writing the taxonomy: loading it and its places."""

from firststop.taxonomy.services.loading import LoadSummary, load_starter, load_taxonomy
from firststop.taxonomy.services.places import load_places

__all__ = ["LoadSummary", "load_places", "load_starter", "load_taxonomy"]
