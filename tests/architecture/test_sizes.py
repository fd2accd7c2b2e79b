"""Nothing is longer than a newcomer can hold in mind; there is no list of exceptions."""

from pathlib import Path

import pytest

from tests.architecture.house import House
from tests.architecture.sizes import too_long

VAGUE = {"utils", "common", "helpers", "base", "misc"}


def breaches(house: House) -> list[str]:
    return [line for path in house.modules() for line in too_long(path, str(path.relative_to(house.root)))]


def vague_names(house: House) -> list[Path]:
    return [p for p in house.modules() if p.stem in VAGUE and "settings" not in p.parts]


def test_no_module_function_or_class_is_too_long(house: House) -> None:
    assert breaches(house) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("firststop/core/long.py", "x = 1\n" * 401),
        ("tests/core/test_long.py", "x = 1\n" * 501),
        ("firststop/core/long.py", "def f() -> None:\n" + "    x = 1\n" * 51),
        ("firststop/core/long.py", "class C:\n" + "    x = 1\n" * 201),
    ],
)
def test_what_is_too_long_is_caught(copy: House, path: str, text: str) -> None:
    copy.plant(path, text)
    assert len(breaches(copy)) == 1


def test_a_docstring_does_not_count(copy: House) -> None:
    copy.plant("firststop/core/told.py", 'def f() -> None:\n    """' + "word\n" * 60 + '    """\n')
    assert breaches(copy) == []


def test_no_module_has_a_vague_name(house: House) -> None:
    assert vague_names(house) == []


def test_a_vague_name_is_caught(copy: House) -> None:
    copy.plant("firststop/core/utils.py", '"""Anything."""\n')
    assert len(vague_names(copy)) == 1
