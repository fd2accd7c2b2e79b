"""Two sizes of one test: `make test` keeps it short, `make prove` runs the numbers we promise."""

import os

PROVE = os.environ.get("FIRSTSTOP_PROVE") == "1"


def count(quick: int, *, proof: int) -> int:
    """Return how often a property is tried: `quick` in every run, `proof` when proving."""
    return proof if PROVE else quick
