"""Compile the message catalogues: every ``locale/*/LC_MESSAGES/*.po`` of the package into the ``.mo`` beside it.

Sentences are set as a typesetter sets them: a number stays with its unit, a dash with the word before it; in Russian
a short word stays with the next one. Translators write plain spaces; here they become no-break spaces.
"""

import re
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

NO_BREAK = "\u00a0"
SHORT = "а|без|во|в|да|для|до|за|из|и|ко|к|на|над|не|ни|но|об|от|о|по|под|при|про|со|с|у|ОсОО|ЗАО|ОАО"
#: What a sentence calls the numbers that it leaves open.
NUMBERS = "answered|days|done|earned|employers|km|left|limit|months|n|people|radius|rows|shown|total|waits|width|years"
TIES = (
    (re.compile(r"(?<=\d) (?=\w)"), NO_BREAK),
    (re.compile(rf"(%\((?:{NUMBERS})\)s) (?=\w)"), rf"\1{NO_BREAK}"),
    (re.compile(r" (?=[—–] )"), NO_BREAK),
)
SHORT_WORD = re.compile(rf"(?<![\w-])({SHORT}) (?=[\w«(%<])", re.IGNORECASE)


def stale(package: Path) -> list[Path]:
    """Return the catalogues whose compiled form is missing or older."""
    found = sorted(package.glob("*/locale/*/LC_MESSAGES/*.po"))
    return [po for po in found if not _fresh(po, po.with_suffix(".mo"))]


def _fresh(po: Path, mo: Path) -> bool:
    newest = max(po.stat().st_mtime_ns, Path(__file__).stat().st_mtime_ns)
    return mo.is_file() and mo.stat().st_mtime_ns > newest


def tied(text: str, *, language: str) -> str:
    """Return a sentence with no-break spaces where a line must not end."""
    for pattern, instead in TIES:
        text = pattern.sub(instead, text)
    return SHORT_WORD.sub(rf"\1{NO_BREAK}", text) if language == "ru" else text


def compile_catalogues(package: Path) -> int:
    """Compile what is stale and return how many; exits with the file's name where a catalogue cannot be read."""
    todo = stale(package)
    for po in todo:
        compile_one(po, language=po.parent.parent.name)
    return len(todo)


def compile_one(po: Path, *, language: str) -> None:
    """Compile one catalogue; exits with its name where it cannot be read."""
    try:
        with po.open("rb") as source:
            catalogue = read_po(source, locale=language, abort_invalid=True)
    except PoFileError as wrong:
        sys.exit(f"{po}: {wrong}")
    for message in catalogue:
        forms = message.string
        if message.id:
            said = [tied(form, language=language) for form in ([forms] if isinstance(forms, str) else forms)]
            message.string = said[0] if isinstance(forms, str) else tuple(said)
    # Whoever reads meanwhile finds the old catalogue or the new one, never half of it.
    fresh = po.with_suffix(".mo.new")
    with fresh.open("wb") as target:
        write_mo(target, catalogue)
    fresh.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).resolve().parent.parent / "firststop")
