"""What employers tell the world, in the past tense."""

TOPIC = "employers.establishment"
ESTABLISHMENT_REGISTERED = "establishment_registered"
ESTABLISHMENT_VERIFIED = "establishment_verified"
REQUEST_ASKED = "request_asked"
REQUEST_ANSWERED = "request_answered"
REGISTER_FACTS_NOTED = "register_facts_noted"
ACTING_CHANGED = "acting_changed"
