"""What placements tell the world, in the past tense; ids and codes only."""

TOPIC = "placements.application"
APPLIED = "applied"
APPLICATION_MOVED = "application_moved"
APPLICATION_ARCHIVED = "application_archived"
HIRED = "hired"
INVITED = "invited"
INVITATION_ANSWERED = "invitation_answered"
