"""Pages of jobseekers: the home, the own profile step by step, and a counsellor's clients."""
