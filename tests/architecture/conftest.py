"""The real house, and a copy for breaches."""

from pathlib import Path

import pytest

from tests.architecture.house import House, copy_of_the_house


@pytest.fixture
def house() -> House:
    """The real tree."""
    return House()


@pytest.fixture
def copy(tmp_path: Path) -> House:
    """A copy of the tree to plant a breach in."""
    return copy_of_the_house(tmp_path)
