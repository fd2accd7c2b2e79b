"""Tests of the pure matching engine: against brute force, an oracle of its own, and by tables."""
