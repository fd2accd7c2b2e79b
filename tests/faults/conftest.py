"""The bench of the fault tests: one served office for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import databases, scene
from tests.faults.office import Office, opened
from tests.faults.proxy import Fault


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all faults on one worker: they share one office."""
    for item in items:
        if "tests/faults/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="module")
def served(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Serve the scene in a database of its own; Django points at it, beside the line that fails."""
    folder: Path = tmp_path_factory.mktemp("office")
    with django_db_blocker.unblock(), databases.clone("faults"), opened(scene.build(), folder) as office:
        yield office


@pytest.fixture
def office(served: Office) -> Iterator[Office]:
    """Give one test the office with mended lines."""
    assert served.ready()
    yield served
    served.database.put(Fault.NONE)
    served.post.put(Fault.NONE)
    served.mail.answer = "250 yes"
