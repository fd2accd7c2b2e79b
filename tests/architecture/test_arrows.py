"""Imports go down the list of layers; every package stands in it."""

import ast

import pytest

from tests.architecture.house import ROOT, House

DESIGN = ROOT.parent / "shared" / "design.md"


def test_arrows_point_down(house: House) -> None:
    result = house.run("lint-imports", "--no-cache")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.skipif(not DESIGN.is_file(), reason="the design is not beside the checkout")
def test_the_layers_are_those_of_the_design_above_the_country_packs(house: House) -> None:
    listed = DESIGN.read_text(encoding="utf-8").partition("### Which way arrows point")[2].split("```")[1]
    # The design names no place for packs: docs/decisions/0001 puts them below everything.
    assert house.layers == [[*line.split(" | ")] for line in listed.split("\n") if line] + [["countries"]]


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


def silent(house: House) -> list[str]:
    """Return the packages, at any depth, that do not say what they are; the top ones say it in three words."""
    found, top = [], house.root / "firststop"
    for folder in sorted({path.parent for path in house.modules("firststop")}):
        entry = folder / "__init__.py"
        said = ast.get_docstring(ast.parse(entry.read_text(encoding="utf-8"))) if entry.is_file() else None
        due = {"Owns:", "Refuses:", "Doors:"} if folder.parent == top else set()
        if not said or not due <= set(said.split()):
            found.append(folder.relative_to(house.root).as_posix())
    return found


def test_every_package_says_what_it_is_and_the_top_ones_what_they_own_and_refuse(house: House) -> None:
    assert silent(house) == []


def test_a_package_that_does_not_say_it_is_caught_at_any_depth(copy: House) -> None:
    copy.plant("firststop/gossip/__init__.py", '"""Everybody talks.\n\nOwns: rumours.\nDoors: all.\n"""\n')
    copy.plant("firststop/vacancies/rules/gossip/__init__.py", "# Owns: rumours. Refuses: facts. Doors: all.\n")
    copy.plant("firststop/matching/engine/gossip/rumours.py", '"""A folder of modules, and no package."""\n')
    assert silent(copy) == [
        "firststop/gossip",
        "firststop/matching/engine/gossip",
        "firststop/vacancies/rules/gossip",
    ]
