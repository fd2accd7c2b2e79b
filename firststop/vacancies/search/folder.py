"""The folder of an index, and whether what lies in it is whole.

The search library trusts its files: a damaged one may stop the process. So every file's checksum, which the library
itself wrote at its end, is compared before the index is opened.
"""

import json
import shutil
import struct
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from firststop.vacancies.search import schema

#: Two versions of the program or of the library never share a folder.
NAME = f"{schema.FORMAT}-{'.'.join(version('tantivy').split('.')[:2])}"
_KINDS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
_MAGIC = 1337
_CHUNK = 1 << 20
_TRIES = 3


def is_sound(path: Path) -> bool:
    """Whether the folder holds a complete index whose files all have their checksum.

    A writer may replace files while they are read, so a folder that looks broken is looked at again.
    """
    return any(_is_whole(path) for _ in range(_TRIES))


def clear(path: Path) -> None:
    """Leave an empty folder at `path`, whatever was there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.mkdir(parents=True)


def _is_whole(path: Path) -> bool:
    try:
        json.loads((path / ".managed.json").read_bytes())
        return all(_has_its_checksum(file) for file in _files(path))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error):
        return False


def _files(path: Path) -> Iterator[Path]:
    meta = json.loads((path / "meta.json").read_bytes())
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        yield from (path / f"{name}.{kind}" for kind in _KINDS)
        if segment["deletes"]:
            yield path / f"{name}.{segment['deletes']['opstamp']}.del"


def _has_its_checksum(file: Path) -> bool:
    """Compare: content, then a footer in JSON, its length and a magic number in four bytes each."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(-8, 2)
        length, magic = struct.unpack("<II", opened.read(8))
        if magic != _MAGIC or length > size - 8:
            return False
        opened.seek(-8 - length, 2)
        expected = json.loads(opened.read(length))["crc"]
        opened.seek(0)
        left, crc = size - 8 - length, 0
        while left:
            chunk = opened.read(min(left, _CHUNK))
            crc, left = zlib.crc32(chunk, crc), left - len(chunk)
    return bool(crc == expected)
