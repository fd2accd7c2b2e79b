"""Tables of core, as they came."""
