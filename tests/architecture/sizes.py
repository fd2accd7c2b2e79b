"""How long modules, functions and classes are."""

import ast
from collections.abc import Iterator
from pathlib import Path

MODULE, TEST_MODULE, FUNCTION, CLASS = 400, 500, 50, 200


def too_long(path: Path, name: str) -> Iterator[str]:
    """Yield what is over a hard limit in one file; `name` is its path from the root."""
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n")
    limit = TEST_MODULE if name.startswith("tests/") else MODULE
    if lines > limit:
        yield f"{name}: {lines} lines, limit {limit}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(node)
            if length > FUNCTION:
                yield f"{name}:{node.lineno} {node.name}: {length} lines, limit {FUNCTION}"
        elif isinstance(node, ast.ClassDef) and _length(node) > CLASS:
            yield f"{name}:{node.lineno} {node.name}: {_length(node)} lines, limit {CLASS}"


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total
