"""The test bench: a throw-away PostgreSQL for each worker, migrated once, cloned for whoever needs a database."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from hypothesis import settings as drawing
from pytest_django.plugin import DjangoDbBlocker

from tests import databases, network
from tests.proofs import Proofs

#: How long a drawn example takes says how busy the machine is, not whether the example holds.
drawing.register_profile("firststop", deadline=None)
drawing.load_profile("firststop")

if TYPE_CHECKING:
    from tests.scene import Scene

#: The longest value that a test's name may hold.
LONGEST_NAME = 100


def pytest_configure(config: pytest.Config) -> None:
    """Count what `make prove` promises."""
    config.pluginmanager.register(Proofs())


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name what is long by its argument: a workbook holds the second when it was made, which each worker sees anew."""
    return argname if isinstance(val, bytes | str) and len(val) > LONGEST_NAME else None


def pytest_runtest_setup() -> None:
    """Begin each test in English and without what another has ordered: pages leave both behind in the process.

    What was ordered is read once a test, not again where the clock has just moved on.
    """
    from firststop.core import dated

    translation.activate(settings.LANGUAGE_CODE)
    dated.READ_FOR = 86_400
    dated.forget_read()


@pytest.fixture(scope="session", autouse=True)
def _clock_of_the_cache() -> None:
    """Let the cache bind its clock before a test sets it: loaded in between, it would tell that test's day for ever."""
    import_module("django.core.cache.backends.db")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> None:
    """Let no test depend on another machine, nor tell it anything."""
    network.refuse()


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give this worker a server of its own: an open transaction holds back who reads the change log beside it."""
    address = os.environ.get("TEST_DATABASE_URL")
    with ExitStack() as stack:
        if not address:
            from firststop.core.postgres import temporary_server

            address = stack.enter_context(temporary_server(tmp_path_factory.mktemp("server"), fast=True))
        stack.callback(os.environ.pop, databases.SERVER)
        os.environ[databases.SERVER] = address
        yield


@pytest.fixture(scope="session")
def django_db_setup(_server: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker a clone of the migrated template."""
    with django_db_blocker.unblock():
        databases.use_server()
        with databases.clone(os.environ.get("PYTEST_XDIST_WORKER", "main")):
            yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give one test a database of its own, where commits are real and other connections may look."""
    with django_db_blocker.unblock(), databases.clone("commits") as name:
        yield name


@pytest.fixture(scope="session")
def _scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, "Scene"]]:
    """Build the scene once for whoever walks the whole product."""
    from tests import scene

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), databases.clone(f"scene_{worker}") as name:
        made = scene.build()
        databases.use(before)
        yield name, made


@pytest.fixture(scope="module")
def scene(_scene: tuple[str, "Scene"], django_db_blocker: DjangoDbBlocker) -> Iterator["Scene"]:
    """Give a module's tests the scene's database; what each changes is taken back at its end."""
    from firststop.matching import indexing, queries

    name, made = _scene
    before = connection.settings_dict["NAME"]
    with pytest.MonkeyPatch.context() as patch:
        # A match index belongs to one database.
        patch.setattr(queries, "live", indexing.LiveIndex())
        with django_db_blocker.unblock():
            databases.use(name)
        yield made
        with django_db_blocker.unblock():
            databases.use(before)
