"""A package is entered through its doors; where doors end, rooms are private."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import House

DOORS = {"services", "queries", "schemas", "enums", "events"}
#: Three places assemble, and each may reach one room of every package.
ASSEMBLERS = {"firststop/cli.py": "cli", "firststop/config/urls.py": "urls", "firststop/site/api.py": "api"}
OPEN_HOUSE = {"core", "countries", "config"}


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_doors(house: House) -> list[str]:
    found = []
    for path in house.modules("firststop"):
        name = str(path.relative_to(house.root))
        own = name.split("/")[1].removesuffix(".py")
        for module in imported_modules(path):
            parts = module.split(".")
            if parts[0] != "firststop" or len(parts) < 3 or parts[1] in OPEN_HOUSE | {own}:
                continue
            if parts[2] not in DOORS | {ASSEMBLERS.get(name, "")}:
                found.append(f"{name} enters {module}")
    return found


def test_packages_are_entered_through_their_doors(house: House) -> None:
    assert wrong_doors(house) == []


@pytest.mark.parametrize("room", ["models", "views", "rules", "policies"])
def test_entering_by_another_room_is_caught(copy: House, room: str) -> None:
    copy.plant("firststop/site/views.py", f"\nfrom firststop.taxonomy.{room} import Thing\n")
    assert len(wrong_doors(copy)) == 1
