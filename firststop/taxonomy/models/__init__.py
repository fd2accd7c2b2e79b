"""Tables of the taxonomy."""

from firststop.taxonomy.models.concepts import (
    BroaderConcept,
    Concept,
    Label,
    OccupationSkill,
    OutsideCode,
    TaxonomyLoad,
)
from firststop.taxonomy.models.places import Place, PlaceName

__all__ = ["BroaderConcept", "Concept", "Label", "OccupationSkill", "OutsideCode", "Place", "PlaceName", "TaxonomyLoad"]
