"""Tables: foreign keys follow the arrows, every table says how long it is kept, migrations have one head."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from firststop.core import retention
from tests.architecture.house import House


def upward_keys(house: House, tables: Iterable[type[models.Model]]) -> list[str]:
    """Return the keys that point up, or across packages with a name to walk back by."""
    found = []
    for table in tables:
        own = package_of(table)
        for field in table._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                continue
            other = package_of(field.related_model)
            if own is None or other is None or own == other:
                continue
            if house.height(other) >= house.height(own):
                found.append(f"{table.__name__}.{field.name} points up")
            elif field.remote_field.related_name != "+":
                found.append(f"{table.__name__}.{field.name} can be walked back")
    return found


def package_of(table: type[models.Model]) -> str | None:
    parts = table.__module__.split(".")
    return parts[1] if parts[0] == "firststop" else None


def test_foreign_keys_follow_the_arrows(house: House) -> None:
    assert upward_keys(house, apps.get_models()) == []


def test_a_key_that_points_up_is_caught(house: House) -> None:
    class Above(models.Model):
        class Meta:
            app_label = "planted_above"

    class Below(models.Model):
        above = models.ForeignKey(Above, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "planted_below"

    Above.__module__, Below.__module__ = "firststop.site.models", "firststop.core.models"
    assert upward_keys(house, [Below]) == ["Below.above points up"]


@pytest.mark.row("C-15")
def test_every_table_says_why_and_how_long_it_is_kept() -> None:
    assert retention.tables_without_rule() == []


def test_a_table_without_a_retention_rule_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: rule for name, rule in retention._kept.items() if name != "core.draft"}
    monkeypatch.setattr(retention, "_kept", kept)
    assert retention.tables_without_rule() == ["core.Draft"]


def forked(heads: Iterable[tuple[str, str]]) -> list[str]:
    labels = [app for app, _name in heads]
    return sorted({app for app in labels if labels.count(app) > 1})


def test_every_package_has_one_migration_head() -> None:
    graph = MigrationLoader(None).graph
    assert forked(graph.leaf_nodes()) == []


def test_a_second_head_is_caught() -> None:
    graph = MigrationLoader(None).graph
    graph.add_node(("core", "0002_twin"), None)
    assert forked(graph.leaf_nodes()) == ["core"]
