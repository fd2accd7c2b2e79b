"""Tables of placements, as they came."""
