"""Loading taxonomies: once, again, and beside each other."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from firststop.core.models import Change
from firststop.taxonomy.events import CONCEPTS_LOADED
from firststop.taxonomy.models import Label
from firststop.taxonomy.reading.esco import NotATaxonomy, read_folder
from firststop.taxonomy.services import load_taxonomy

pytestmark = [pytest.mark.sql, pytest.mark.django_db]
AT = datetime(2026, 11, 25, tzinfo=UTC)
GROUP = "http://data.europa.eu/esco/isco/C7531"


def folder(path: Path, *, language: str, group: str, occupation: str) -> Path:
    """Write a small taxonomy: one group in English and another language, one occupation in it."""
    path.mkdir()
    (path / "ISCOGroups_en.csv").write_text(f"conceptUri,code,preferredLabel\n{GROUP},7531,Tailors\n")
    (path / f"ISCOGroups_{language}.csv").write_text(f"conceptUri,code,preferredLabel\n{GROUP},7531,{group}\n")
    (path / "occupations_en.csv").write_text(
        f"conceptUri,iscoGroup,preferredLabel,altLabels\nurn:test:{occupation},7531,{occupation},\n"
    )
    return path


def counts(path: Path, source: str) -> tuple[int, int, int]:
    summary = load_taxonomy(read_folder(path), source=source, at=AT)
    return summary.created, summary.updated, summary.retired_now


@pytest.mark.row("T-01")
def test_a_second_load_changes_nothing(tmp_path: Path) -> None:
    ours = folder(tmp_path / "ours", language="ru", group="Портные", occupation="seamstress")
    assert counts(ours, "firststop") == (2, 0, 0)
    assert counts(ours, "firststop") == (0, 0, 0)


def test_a_load_that_changed_something_is_told_once(tmp_path: Path) -> None:
    ours = folder(tmp_path / "ours", language="ru", group="Портные", occupation="seamstress")
    for _again in range(2):
        counts(ours, "firststop")
        assert list(Change.objects.values_list("verb", flat=True)) == [CONCEPTS_LOADED]
    (ours / "occupations_en.csv").write_text("conceptUri,iscoGroup,preferredLabel\n")
    counts(ours, "firststop")
    assert list(Change.objects.values_list("verb", flat=True)) == [CONCEPTS_LOADED] * 2


@pytest.mark.parametrize("first", ["firststop", "esco"])
def test_two_taxonomies_that_share_a_group_stand_beside_each_other(tmp_path: Path, first: str) -> None:
    folders = {
        "firststop": folder(tmp_path / "ours", language="ru", group="Портные", occupation="seamstress"),
        "esco": folder(tmp_path / "theirs", language="fr", group="Tailleurs", occupation="dressmaker"),
    }
    order = [first, *(source for source in folders if source != first)]
    assert [counts(folders[source], source) for source in order] == [(2, 0, 0), (1, 0, 0)]
    assert [counts(folders[source], source) for source in order] == [(0, 0, 0), (0, 0, 0)]
    assert set(Label.objects.filter(concept__uri=GROUP).values_list("language", "text")) == {
        ("en", "Tailors"),
        ("ru", "Портные"),
        ("fr", "Tailleurs"),
    }


@pytest.mark.row("T-02")
def test_a_concept_that_left_the_files_is_retired_and_still_answers(tmp_path: Path) -> None:
    ours = folder(tmp_path / "ours", language="ru", group="Портные", occupation="seamstress")
    counts(ours, "firststop")
    (ours / "occupations_en.csv").write_text("conceptUri,iscoGroup,preferredLabel\nurn:test:tailor,7531,tailor\n")
    assert counts(ours, "firststop") == (1, 0, 1)


def test_a_folder_without_occupations_is_no_taxonomy(tmp_path: Path) -> None:
    with pytest.raises(NotATaxonomy):
        read_folder(tmp_path)
