"""Stories of employers."""
