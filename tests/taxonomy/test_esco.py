"""The official ESCO files load as they are published, in every language, and a second time without a trace.

Two loads of half a million words: a minute or two, in a database of their own, which is dropped afterwards.
"""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count
from typer.testing import CliRunner

from firststop.core.models import Change
from firststop.taxonomy import cli
from firststop.taxonomy.enums import ConceptKind, ConceptState
from firststop.taxonomy.models import Concept, Label, OccupationSkill
from tests.cast import SHARED

#: What the files hold, and how many concepts only the older files of other languages know.
HELD = {"occupations": 3_039, "skills": 13_934, "groups": 619, "relations": 128_945}
RETIRED = {"occupations": 5, "skills": 299}
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv"


def loaded(folder: Path) -> dict[str, Any]:
    """Return what the command prints for a folder; a list without a refused row ends with 0."""
    done = CliRunner().invoke(cli.app, ["load", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def outcome(said: dict[str, Any]) -> dict[str, int]:
    return {name: said[name] for name in ("created", "updated", "unchanged", "retired_now", "refused")}


def rows() -> dict[str, int]:
    """Return what stands in the tables; the numbers of a list are counted there again."""
    active = Concept.objects.filter(source="esco", state=ConceptState.ACTIVE)
    return {
        "occupations": active.filter(kind=ConceptKind.OCCUPATION).count(),
        "skills": active.filter(kind=ConceptKind.SKILL).count(),
        "groups": active.filter(kind=ConceptKind.GROUP).count(),
        "relations": OccupationSkill.objects.count(),
    }


def words() -> dict[str, int]:
    """Return how many words stand in the tables by language; the names of groups of skills are not told."""
    told = Label.objects.exclude(concept__kind=ConceptKind.SKILL_GROUP).values_list("language")
    return dict(told.annotate(Count("id")).order_by())


@pytest.mark.commits
@pytest.mark.row("T-01")
@pytest.mark.xdist_group("esco")
@pytest.mark.skipif(SHARED is None, reason="the shared data is not beside the checkout")
def test_esco_is_loaded_whole_in_26_languages_and_a_second_load_changes_nothing(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHARED
    monkeypatch.setattr(cli, "with_database", nullcontext)
    first = loaded(SHARED / "esco")
    assert {name: first[name] for name in HELD} == HELD
    assert first["retired"] == RETIRED
    assert (" ".join(first["labels"]), len(first["labels"])) == (LANGUAGES, 26)
    # All of them, with the groups of skills, which nobody promised to count.
    concepts = Concept.objects.count()
    assert outcome(first) == {"created": concepts, "updated": 0, "unchanged": 0, "retired_now": 0, "refused": 0}
    assert rows() == HELD
    assert Concept.objects.filter(state=ConceptState.RETIRED).count() == sum(RETIRED.values())
    assert words() == first["labels"]
    changes = Change.objects.count()
    second = loaded(SHARED / "esco")
    assert outcome(second) == {"created": 0, "updated": 0, "unchanged": concepts, "retired_now": 0, "refused": 0}
    assert {name: second[name] for name in (*HELD, "retired", "labels")} == {
        name: first[name] for name in (*HELD, "retired", "labels")
    }
    assert (rows(), words()) == (HELD, first["labels"])
    assert Change.objects.count() == changes
