"""The demo country: invented people and firms, deterministic by seed, marked as invented on every page."""
