"""The language catalogues, read with Babel."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("ru", "ky")
_TRANSLATE = re.compile(r"""{%-?\s*(?:translate|trans)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_BLOCK = re.compile(
    r"{%-?\s*blocktrans(?:late)?\b(.*?)-?%}(.*?)(?:{%-?\s*plural\b.*?-?%}(.*?))?{%-?\s*endblocktrans(?:late)?\s*-?%}",
    re.DOTALL,
)
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_GETTEXT = {"_": 1, "gettext": 1, "gettext_lazy": 1, "text": 1, "ngettext": 1, "ngettext_lazy": 1}


def catalogues(root: Path) -> Iterator[tuple[str, Path, Catalog]]:
    """Yield (language, file, catalogue) of every package."""
    for language in LANGUAGES:
        for path in sorted(root.glob(f"firststop/*/locale/{language}/LC_MESSAGES/django.po")):
            with path.open("rb") as file:
                yield language, path, read_po(file, locale=language)


def messages_in_templates(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield (message, file) of every translated string in the templates."""
    for path in sorted(root.glob("firststop/*/templates/**/*.html")):
        source = path.read_text(encoding="utf-8")
        for match in _TRANSLATE.finditer(source):
            yield (match[1] or match[2] or "").replace('\\"', '"'), path
        for match in _BLOCK.finditer(source):
            singular = _VARIABLE.sub(r"%(\1)s", match[2])
            yield (
                (
                    " ".join(line.strip() for line in singular.strip().split("\n"))
                    if "trimmed" in match[1]
                    else singular
                ),
                path,
            )


def messages_in_code(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield (message, file) of every literal that the code translates."""
    for path in sorted((root / "firststop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            for argument in node.args[: _GETTEXT.get(name, 0)] if isinstance(node, ast.Call) else ():
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, path
