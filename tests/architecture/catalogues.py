"""The language catalogues, read with Babel, and what the templates and the code ask of them."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

LANGUAGES = ("ru", "ky")
#: Where each function has its context and its messages.
_GETTEXT: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "gettext": (None, (0,)),
    "ngettext": (None, (0, 1)),
    "pgettext": (0, (1,)),
    "npgettext": (0, (1, 2)),
}
_NAMES = {f"{name}{kind}": name for name in _GETTEXT for kind in ("", "_lazy", "_noop")}


class Said(NamedTuple):
    """A message as it is asked for."""

    text: str
    plural: str | None = None
    context: str | None = None


def catalogues(root: Path) -> Iterator[tuple[str, Path, Catalog]]:
    """Yield (language, file, catalogue) of every package."""
    for language in LANGUAGES:
        for path in sorted(root.glob(f"firststop/*/locale/{language}/LC_MESSAGES/django.po")):
            with path.open("rb") as file:
                yield language, path, read_po(file, locale=language)


def messages_in_templates(root: Path) -> Iterator[tuple[Said, Path]]:
    """Yield (message, file) of every literal that a template translates, read as Django reads them."""
    for path in sorted(root.glob("firststop/*/templates/**/*.html")):
        yield from ((said, path) for said in in_template(path.read_text(encoding="utf-8")))


def messages_in_code(root: Path) -> Iterator[tuple[Said, Path]]:
    """Yield (message, file) of every literal that the code translates."""
    for path in sorted((root / "firststop").rglob("*.py")):
        yield from ((said, path) for said in in_code(path.read_text(encoding="utf-8")))


def in_template(source: str) -> Iterator[Said]:
    """Yield what one template says: its tags, and each `_("…")` in a tag or a variable."""
    # Django blanks out all but the calls of gettext; Babel reads Python, where indents mean something.
    code = "\n".join(line.strip() for line in templatize(source).split("\n"))
    for _line, message, _comments, context in extract("python", io.BytesIO(code.encode()), DEFAULT_KEYWORDS):
        texts = (message,) if isinstance(message, str) else message
        yield Said(texts[0], texts[1] if len(texts) > 1 else None, context)


def in_code(source: str) -> Iterator[Said]:
    """Yield what one module says, by whatever name it calls gettext."""
    tree = ast.parse(source)
    names = dict(_names(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = names.get(_name(node.func), "")
        given = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
        at, places = _GETTEXT.get(called, (None, ()))
        texts = [str(given[place]) for place in places if place < len(given) and given[place] is not None]
        if texts:
            context = None if at is None else str(given[at])
            yield Said(texts[0], texts[1] if len(texts) > 1 else None, context)


def _names(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each name by which a module calls gettext, with the function behind it."""
    yield from {**_NAMES, "_": "gettext"}.items()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((a.asname, _NAMES[a.name]) for a in node.names if a.asname and a.name in _NAMES)
        elif isinstance(node, ast.Assign) and _name(node.value) in _NAMES:
            yield from ((_name(target), _NAMES[_name(node.value)]) for target in node.targets)


def _name(node: ast.expr) -> str:
    """Return the last name of `a.b.name` or `name`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
