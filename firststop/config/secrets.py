"""A secret that a single machine makes for itself and keeps."""

import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Return the secret kept in `path`, made at the first call and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        fresh.rename(path)
    return path.read_text(encoding="utf-8")
