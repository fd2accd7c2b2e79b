"""The match index of a test, as `tests/matching` has it: whoever is invited is found in it."""

from tests.matching.conftest import fresh_index

__all__ = ["fresh_index"]
