"""A secret that a single machine makes for itself and keeps."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Return the secret kept in `path`, made at the first call and readable by its owner only.

    It is on the disk before it is used: a machine that lost its power must not come back with an empty one, for which
    anybody could sign.
    """
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if kept.strip():
        return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path.read_text(encoding="utf-8")
