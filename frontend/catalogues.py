"""Compile the message catalogues: every ``locale/*/LC_MESSAGES/*.po`` of the package into the ``.mo`` beside it."""

import sys
from pathlib import Path


def stale(package: Path) -> list[Path]:
    """Return the catalogues whose compiled form is missing or older."""
    found = sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))
    return [po for po in found if not _fresh(po, po.with_suffix(".mo"))]


def _fresh(po: Path, mo: Path) -> bool:
    return mo.is_file() and mo.stat().st_mtime_ns > po.stat().st_mtime_ns


def compile_catalogues(package: Path) -> int:
    """Compile what is stale and return how many; exits with the file's name where a catalogue cannot be read."""
    todo = stale(package)
    if not todo:
        return 0
    # Babel takes longer to import than an idle run of this file may last.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    for po in todo:
        try:
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
        except PoFileError as wrong:
            sys.exit(f"{po}: {wrong}")
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(todo)


if __name__ == "__main__":
    compile_catalogues(Path(__file__).resolve().parent.parent / "firststop")
