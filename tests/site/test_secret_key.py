"""The secret that a machine makes for itself survives the loss of its power, or is made anew."""

import os
import stat
from pathlib import Path

import pytest

from firststop.config.secrets import kept_secret


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    made = kept_secret(path)
    assert (len(made) > 50, kept_secret(path)) == (True, made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_empty_file_is_as_good_as_none(tmp_path: Path, left: str) -> None:
    path = tmp_path / "secret-key"
    path.write_text(left)
    assert len(kept_secret(path)) > 50


def test_a_secret_is_on_the_disk_before_its_name_is_and_its_name_before_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = tmp_path / "secret-key", list[tuple[str, bool]]()

    def noted(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        told.append((kind, path.exists()))

    monkeypatch.setattr(os, "fsync", noted)
    kept_secret(path)
    assert told == [("file", False), ("folder", True)]
