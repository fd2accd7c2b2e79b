"""Tables of employers, as they came."""
