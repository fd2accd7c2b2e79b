"""Tables of jobseekers, as they came."""
