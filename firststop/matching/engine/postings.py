"""Posting lists: for each concept the rows that name it, with their weights."""

from collections.abc import Iterable
from itertools import chain

import numpy as np

from firststop.matching.engine.shapes import Posted


def post(entries: Iterable[tuple[int, int, int, int]]) -> Posted:
    """Return the posting lists of (concept number, row, value, months or need) given by rising row; no value of 0."""
    flat = np.fromiter(chain.from_iterable(entry for entry in entries if entry[2]), np.int64).reshape(-1, 4)
    flat = flat[np.argsort(flat[:, 0], kind="stable")]
    concepts = int(flat[-1, 0]) + 1 if len(flat) else 0
    pointers = np.searchsorted(flat[:, 0], np.arange(concepts + 1)).astype(np.int64)
    rows, values, months = (np.ascontiguousarray(flat[:, column], np.int32) for column in (1, 2, 3))
    return Posted(pointers, rows, values, months)
