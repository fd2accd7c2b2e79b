"""Imports go down the list of layers; every package stands in it."""

import pytest

from tests.architecture.house import House


def test_arrows_point_down(house: House) -> None:
    result = house.run("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_import_that_points_up_is_caught(copy: House) -> None:
    copy.plant("firststop/core/money.py", "\nimport firststop.cli\n")
    result = copy.run("lint-imports", "--no-cache")
    assert result.returncode == 1
    assert "Arrows point down BROKEN" in result.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("firststop/vacancies/rules/pay.py", "import django", "Rules import no Django themselves BROKEN"),
        ("firststop/matching/engine/keys.py", "import django", "Engines know no Django BROKEN"),
        ("firststop/matching/engine/keys.py", "import firststop.core.refusals", "Engines know no Django BROKEN"),
    ],
)
def test_a_rule_or_an_engine_that_learns_django_is_caught(copy: House, file: str, line: str, broken: str) -> None:
    copy.plant(file, f"\n{line}\n")
    assert broken in copy.run("lint-imports", "--no-cache").stdout


def test_a_package_that_nobody_placed_is_caught(copy: House) -> None:
    copy.plant("firststop/gossip/__init__.py", '"""Nobody placed me."""\n')
    assert copy.run("lint-imports", "--no-cache").returncode == 1


def test_an_import_of_the_configuration_is_caught_in_every_package(copy: House) -> None:
    copy.plant("firststop/site/views.py", "\nfrom firststop.config.urls import urlpatterns\n")
    copy.plant("firststop/vacancies/queries.py", "\ndef f():\n    import firststop.config.settings.base\n")
    copy.plant("firststop/cli.py", "\nimport firststop.config\n")
    said = copy.run("lint-imports", "--no-cache").stdout
    assert "Nothing imports the configuration BROKEN" in said
    for importer in ("site.views -> firststop.config", "vacancies.queries -> firststop.config", "cli -> firststop"):
        assert f"firststop.{importer}" in said


def test_a_package_that_is_built_has_no_parentheses(house: House) -> None:
    assert set(house.unbuilt) & set(house.packages) == set()


def test_a_package_built_behind_parentheses_is_caught(copy: House) -> None:
    copy.plant("firststop/payments/__init__.py", '"""Built, and still in parentheses."""\n')
    assert set(copy.unbuilt) & set(copy.packages) == {"payments"}


def test_a_layer_that_is_gone_is_caught(copy: House) -> None:
    (copy.root / "firststop/site").rename(copy.root / "gone")
    result = copy.run("lint-imports", "--no-cache")
    assert result.returncode == 1
    assert "firststop.site does not exist" in result.stdout + result.stderr


def test_every_package_says_what_it_owns_and_refuses(house: House) -> None:
    silent = [
        name
        for name in house.packages
        if name not in ("config", "countries")
        and not {"Owns:", "Refuses:", "Doors:"}
        <= set((house.root / "firststop" / name / "__init__.py").read_text(encoding="utf-8").split())
    ]
    assert silent == []
