"""What the taxonomy tells the world, in the past tense."""

TOPIC = "taxonomy.concept"
CONCEPT_CHANGED = "concept_changed"
CONCEPT_RETIRED = "concept_retired"
