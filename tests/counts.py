"""Two sizes of one test: `make test` keeps it short, `make prove` runs the numbers we promise."""

import os

import pytest

PROVE = os.environ.get("FIRSTSTOP_PROVE") == "1"
#: For what takes a minute or more, and of which other tests do a part in every run.
when_proving = pytest.mark.skipif(not PROVE, reason="takes a minute or more: when proving")


def count(quick: int, *, proof: int) -> int:
    """Return how often a property is tried: `quick` in every run, `proof` when proving."""
    return proof if PROVE else quick
