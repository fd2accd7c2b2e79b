"""What accounts tell the world, in the past tense."""

TOPIC = "accounts.account"
CONSENT_GIVEN = "consent_given"
CONSENT_WITHDRAWN = "consent_withdrawn"
MEMBERSHIP_CHANGED = "membership_changed"
