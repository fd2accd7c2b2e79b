"""Compile once what every process of the service reads, so that nobody's first page waits for it.

Three processes start at the same moment, and each would compile the same libraries.
"""

import importlib
import pkgutil

import firststop

#: What the processes import besides, as late as they need it.
LATE = (
    "firststop.config.urls",
    "granian.cli",
    "granian.wsgi",
    "allauth.account.internal.flows.login",
    "django.core.management.commands.migrate",
    "django.contrib.staticfiles.management.commands.collectstatic",
)


def main() -> None:
    """Import all our modules and the libraries that they use, and compile the matching kernels."""
    importlib.import_module("firststop.config.wsgi")
    from django.conf import settings
    from django.db.migrations.loader import MigrationLoader

    from firststop.core.country import load_pack
    from firststop.matching.engine.native import compiled

    for module in pkgutil.walk_packages(firststop.__path__, "firststop."):
        if ".migrations" not in module.name and not module.name.startswith("firststop.config"):
            importlib.import_module(module.name)
    load_pack(settings.COUNTRY).calendar()
    MigrationLoader(None)
    for name in LATE:
        importlib.import_module(name)
    compiled()


if __name__ == "__main__":
    main()
