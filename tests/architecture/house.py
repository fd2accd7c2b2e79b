"""The house as data: its layers from pyproject.toml, its files, and a copy of it to plant breaches in."""

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("firststop", "tests", "benchmarks", "tools")


@dataclass(frozen=True)
class House:
    """One tree of the project: the real one, or a copy."""

    root: Path = ROOT

    @property
    def packages(self) -> list[str]:
        """The packages that are built."""
        folders = (self.root / "firststop").iterdir()
        return sorted(f.name for f in folders if (f / "__init__.py").is_file())

    @property
    def layers(self) -> list[list[str]]:
        """The layers of the import contract from the top; siblings share a list."""
        return [[name.strip("()") for name in layer] for layer in self._written]

    @property
    def unbuilt(self) -> list[str]:
        """The packages that stand in parentheses."""
        return [name.strip("()") for layer in self._written for name in layer if name.startswith("(")]

    @property
    def _written(self) -> list[list[str]]:
        settings = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        contracts = settings["tool"]["importlinter"]["contracts"]
        layers = next(c["layers"] for c in contracts if c["id"] == "layers")
        return [[name.strip() for name in layer.split("|")] for layer in layers]

    def height(self, package: str) -> int:
        """How high a package stands; 0 is the ground."""
        order = list(reversed(self.layers))
        return next(i for i, names in enumerate(order) if package in names)

    def modules(self, *folders: str) -> list[Path]:
        """Every Python file below the named folders, migrations left out."""
        found = (path for folder in folders or CODE for path in (self.root / folder).rglob("*.py"))
        return sorted(p for p in found if "migrations" not in p.parts and "__pycache__" not in p.parts)

    def plant(self, path: str, text: str) -> Path:
        """Write a breach into this tree; the real house refuses."""
        if self.root == ROOT:
            raise AssertionError("breaches are planted in a copy")
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") if target.exists() else ""
        target.write_text(before + text, encoding="utf-8")
        return target

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a tool of this environment in this tree."""
        tool = Path(sys.executable).parent / command[0]
        return subprocess.run(
            [str(tool), *command[1:]],
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(self.root), "HOME": str(self.root)},
        )


def copy_of_the_house(folder: Path) -> House:
    """Copy the code, not what was made from it."""
    ignore = shutil.ignore_patterns("__pycache__", "*.mo", "build", "node_modules", "*.woff2")
    for name in ("firststop", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return House(folder)
