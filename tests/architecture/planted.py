"""The guards that see a breach only when Django has loaded the tree, asked in a process of a tree's own.

Called in that tree with the name of an empty database; prints what each guard says as JSON.
"""

import json
import os
import sys

import django
from django.test.utils import setup_test_environment

from tests.architecture.house import House


def said() -> dict[str, object]:
    """Return what the guards say of the tree that this process has loaded."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader
    from django.urls import get_resolver

    from firststop.core import panels, retention
    from tests.architecture.test_forms import every_speechless
    from tests.architecture.test_models import forked, upward_keys
    from tests.architecture.test_routes import silent
    from tests.site.test_doors import OPERATIONS, PAGES, without_rows

    return {
        "root": str(House().root),
        "routes": silent(get_resolver()),
        "keys": upward_keys(House(), apps.get_models()),
        "heads": forked(MigrationLoader(None).graph.leaf_nodes()),
        "retention": retention.tables_without_rule(),
        "panels": panels.places_without_page(),
        "forms": every_speechless(),
        "rows": sorted(without_rows([*PAGES, *OPERATIONS])),
    }


def opened(role: str, package: str) -> dict[str, str]:
    """Return what a role finds behind doors of a package where it should find something else."""
    from tests.scene import build
    from tests.site.test_doors import PAGES, unlike_the_table

    doors = [door for door in PAGES if door.route.startswith(f"{package}:")]
    return unlike_the_table(build(), role, doors)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.test"
    django.setup()
    setup_test_environment()
    from tests import databases

    databases.use_server()
    databases.use(sys.argv[1])
    sys.stdout.write(json.dumps({**said(), "doors": opened("counsellor", "casework")}))
