"""Tables of the taxonomy, as they came."""
