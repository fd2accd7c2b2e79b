"""Stories of casework."""
