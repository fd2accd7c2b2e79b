"""What jobseekers tell the world, in the past tense; ids and versions only."""

TOPIC = "jobseekers.profile"
PROFILE_CHANGED = "profile_changed"
PROFILE_HIDDEN = "profile_hidden"
PROFILE_ERASED = "profile_erased"
CV_REMOVED = "cv_removed"
