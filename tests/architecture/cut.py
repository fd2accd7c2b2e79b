"""The project without what stands above vacancies and jobseekers: posts, finds and opens a vacancy, in its own process.

Called with the name of an empty database; prints what it saw as JSON.
"""

import json
import sys

import django
from django.conf import settings

from firststop.config.settings import test as whole
from tests.architecture.house import House


def above(house: House) -> set[str]:
    """Return the packages higher than vacancies and jobseekers, as Django names them."""
    top = house.height("vacancies")
    return {f"firststop.{name}" for name in house.packages if name != "config" and house.height(name) > top}


def start(cut: set[str]) -> None:
    """Start Django with the settings of the tests, but for the packages in `cut`."""
    said = {name: getattr(whole, name) for name in dir(whole) if name.isupper()}
    for name in ("PACKAGES", "INSTALLED_APPS"):
        said[name] = [app for app in said[name] if app not in cut]
    settings.configure(**said)
    django.setup()


def walk() -> dict[str, object]:
    """Post a vacancy, then read it as anybody would."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader
    from django.test import Client

    from firststop.vacancies import indexing
    from tests.vacancies.test_life import Firm

    # Refuses a migration that needs one of a package which is not there.
    MigrationLoader(None)
    ad = Firm().published()
    indexing.rebuild()
    client = Client(SERVER_NAME="localhost")
    found, shown = client.get("/en/vacancies/?q=швея"), client.get(f"/en/vacancies/{ad.id}")
    return {
        "packages": sorted(app.label for app in apps.get_app_configs() if app.name.startswith("firststop.")),
        "statuses": [found.status_code, shown.status_code],
        "found": str(ad.id) in found.content.decode(),
        "shown": ad.title in shown.content.decode(),
    }


if __name__ == "__main__":
    start(above(House()))
    from tests import databases

    databases.use_server()
    databases.use(sys.argv[1])
    sys.stdout.write(json.dumps(walk()))
