"""Imports go down the list of layers; every package stands in it."""

from tests.architecture.house import House


def test_arrows_point_down(house: House) -> None:
    result = house.run("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_import_that_points_up_is_caught(copy: House) -> None:
    copy.plant("firststop/core/money.py", "\nimport firststop.cli\n")
    result = copy.run("lint-imports", "--no-cache")
    assert result.returncode == 1
    assert "Arrows point down BROKEN" in result.stdout


def test_a_package_that_nobody_placed_is_caught(copy: House) -> None:
    copy.plant("firststop/gossip/__init__.py", '"""Nobody placed me."""\n')
    assert copy.run("lint-imports", "--no-cache").returncode == 1


def test_every_package_says_what_it_owns_and_refuses(house: House) -> None:
    silent = [
        name
        for name in house.packages
        if name not in ("config", "countries")
        and not {"Owns:", "Refuses:", "Doors:"}
        <= set((house.root / "firststop" / name / "__init__.py").read_text(encoding="utf-8").split())
    ]
    assert silent == []
