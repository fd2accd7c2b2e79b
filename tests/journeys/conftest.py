"""The bench of the journeys: one served instance a session, a browser a module, fresh visitors a test."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests import databases
from tests.journeys.instance import address_of_database, served
from tests.journeys.visitor import Doors
from tools.browser import HELP, installed


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser on one worker: its tests share an instance, and two browsers at once slow each other down."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def instance(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a served instance with a database of its own."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            tests_own = connections["default"].settings_dict["NAME"]
            stack.enter_context(databases.clone("journeys"))
            database = address_of_database()
            databases.use(tests_own)
        yield stack.enter_context(served(database, tmp_path_factory.mktemp("instance")))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium for one module; its event loop must not outlive the module, other tests use the database."""
    path = installed()
    assert path, HELP
    with sync_playwright() as playwright:
        # As root, Chromium has no sandbox to go into; nothing but our own pages is opened.
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def doors(browser: Browser, instance: str) -> Iterator[Doors]:
    """Let visitors in."""
    made = Doors(browser, instance)
    yield made
    made.close()
