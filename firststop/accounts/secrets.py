"""Secrets that are shown once: what is kept is their digest."""

import hashlib
import secrets


def fresh_secret(prefix: str = "") -> str:
    """Return a new secret of 256 random bits, readable in one line."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
