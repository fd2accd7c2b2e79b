"""Draw the packages and what they import, layer by layer, from the import graph and the contract in pyproject.toml."""

import sys
import tomllib
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
WIDTH, ROW, BOX_W, BOX_H = 960, 74, 150, 38


def layers() -> list[list[str]]:
    """Return the layers that are built, from the top."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    named = [[name.strip(" ()") for name in layer.split("|")] for layer in contract["layers"]]
    built = [[name for name in names if (ROOT / "firststop" / name).is_dir() or name == "cli"] for names in named]
    return [names for names in built if names]


def arrows(packages: set[str]) -> set[tuple[str, str]]:
    """Return who imports whom, package by package."""
    graph = grimp.build_graph("firststop")
    found = set()
    for module in graph.modules:
        own = module.split(".")[1] if "." in module else ""
        for other in graph.find_modules_directly_imported_by(module):
            target = other.split(".")[1] if other.count(".") else ""
            if own in packages and target in packages and own != target:
                found.add((own, target))
    return found


def draw() -> str:
    """Return the picture as SVG; arrows into core and countries, which everybody uses, are left out."""
    rows = layers()
    at = {
        name: (WIDTH * (i + 1) / (len(names) + 1), 40 + ROW * level)
        for level, names in enumerate(rows)
        for i, name in enumerate(names)
    }
    lines = [
        f'<line x1="{at[a][0]:.0f}" y1="{at[a][1] + BOX_H / 2:.0f}" x2="{at[b][0]:.0f}" y2="{at[b][1] - BOX_H / 2:.0f}"'
        ' stroke="#55636a" stroke-width="1" marker-end="url(#tip)"/>'
        for a, b in sorted(arrows(set(at)))
        if b not in ("core", "countries")
    ]
    boxes = [
        f'<rect x="{x - BOX_W / 2:.0f}" y="{y - BOX_H / 2:.0f}" width="{BOX_W}" height="{BOX_H}" rx="4" fill="#e3efec"'
        f' stroke="#0e5c4f"/><text x="{x:.0f}" y="{y + 6:.0f}" text-anchor="middle" font-family="sans-serif"'
        f' font-size="17" fill="#16242b">{escape(name)}</text>'
        for name, (x, y) in at.items()
    ]
    height = 40 + ROW * len(rows)
    size = 'markerWidth="8" markerHeight="8" refX="7" refY="3" orient="auto"'
    tip = f'<marker id="tip" {size}><path d="M0 0 7 3 0 6z" fill="#55636a"/></marker>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
    title = "<title>Packages of Firststop in layers; arrows show imports, those into core are left out</title>"
    return "\n".join([head, title, f"<defs>{tip}</defs>", *lines, *boxes, "</svg>\n"])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(draw(), encoding="utf-8")
