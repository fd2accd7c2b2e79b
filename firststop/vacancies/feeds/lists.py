"""Foreign lists as data: a source's words and codes by what they are called here."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from firststop.core.folding import fold


@cache
def foreign_lists(file: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return the lists of a source: list name -> folded word of the source -> our code."""
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: {fold(str(word)): code for word, code in words.items()} for name, words in read.items()}


def look_up(file: Path, name: str, word: str) -> Any:
    """Return our code for a word of a source, however it is spelt or spaced; None where it is not mapped."""
    return foreign_lists(file)[name].get(fold(word))
