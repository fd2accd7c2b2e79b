"""Tables of casework, as they came."""
