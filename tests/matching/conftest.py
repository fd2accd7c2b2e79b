"""A match index of its own for each test that asks for one."""

import pytest

from firststop.matching import indexing, queries


@pytest.fixture
def fresh_index(monkeypatch: pytest.MonkeyPatch) -> indexing.LiveIndex:
    """Let the test's database be the one that the index is built from."""
    live = indexing.LiveIndex()
    monkeypatch.setattr(queries, "live", live)
    return live
