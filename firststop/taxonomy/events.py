"""What the taxonomy tells the world, in the past tense: one entry a load, and none for a load that changed nothing.

A load may change a hundred thousand concepts; whoever keeps their words or those of places reads them all anew.
"""

import uuid

TOPIC = "taxonomy.load"
CONCEPTS_LOADED = "concepts_loaded"
PLACES_LOADED = "places_loaded"
#: What the entries are about: the lists as a whole.
ALL_OF_IT = uuid.uuid5(uuid.NAMESPACE_URL, TOPIC)
