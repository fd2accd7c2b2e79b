"""Breaches in a copy of the tree that a guard sees only when Django has loaded it: the copy runs by itself, once."""

import json
from pathlib import Path

import pytest

from tests.architecture.house import House, copy_of_the_house

#: The guards of this folder, asked by a process that imports the copy.
ASK = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.test"
import django
django.setup()
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver
from tests.architecture.house import House
from tests.architecture.test_models import forked, upward_keys
from tests.architecture.test_routes import silent
print(json.dumps({
    "root": str(House().root),
    "keys": upward_keys(House(), apps.get_models()),
    "heads": forked(MigrationLoader(None).graph.leaf_nodes()),
    "routes": silent(get_resolver()),
}))
"""
TABLE = """

class Planted(models.Model):
    ad = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="+")
"""
TWIN = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_offices")]
"""
ROUTE = """
urlpatterns.append(path("planted", lambda request: None))
"""


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Plant one breach of each guard into a copy, and return what the guards say there."""
    copy: House = copy_of_the_house(tmp_path_factory.mktemp("planted"))
    copy.plant("firststop/casework/models.py", TABLE)
    copy.plant("firststop/casework/migrations/0002_twin.py", TWIN)
    copy.plant("firststop/site/urls.py", ROUTE)
    asked = copy.run("python", "-c", ASK)
    assert asked.returncode == 0, asked.stderr
    said: dict[str, object] = json.loads(asked.stdout.splitlines()[-1])
    assert Path(str(said["root"])) == copy.root
    return said


@pytest.mark.xdist_group("planted")
@pytest.mark.parametrize(
    ("guard", "says"),
    [
        pytest.param("keys", ["Planted.ad points up"], id="a foreign key that points up"),
        pytest.param("heads", ["casework"], id="a second head of migrations"),
        pytest.param("routes", ["en/planted"], id="a route without a mark"),
    ],
)
def test_a_breach_in_the_tree_is_caught(caught: dict[str, object], guard: str, says: list[str]) -> None:
    assert caught[guard] == says
