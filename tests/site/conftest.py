"""What a served page needs besides the database, and pages without what other packages bring."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from firststop.core import panels

HOME = ("home.doors", "home.crisis", "home.market", "home.services")


@pytest.fixture(scope="session", autouse=True)
def static_root() -> Path:
    """Give servestatic the folder that it warns about when it is missing."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root


@pytest.fixture
def empty_home() -> Iterator[None]:
    """Show the first page as it is without any other package; a test may register panels, they go with it."""
    before = {place: list(found) for place, found in panels._registered.items()}
    panels._registered.update({place: [] for place in HOME})
    yield
    panels._registered.clear()
    panels._registered.update(before)
