"""Secrets that are shown once: what is kept is their digest."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

#: Letters that cannot be taken for one another, nor make words; what people read out and type.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_CODE_LETTERS, _GROUP = 12, 4


def fresh_secret(prefix: str = "") -> str:
    """Return a new secret of 256 random bits, readable in one line."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fresh_code(seed: str = "") -> str:
    """Return a new code of 51 random bits that fits a text message: ``BCDF-GHJK-LMNP``.

    A `seed` that nobody guesses makes the same code each time, on this installation alone.
    """
    number = int(keyed_digest("fresh_code", seed or secrets.token_hex()), 16)
    letters = [_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(_CODE_LETTERS)]
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, _CODE_LETTERS, _GROUP))


def code_digest(code: str) -> str:
    """Return what is kept of a code, however it was typed; keyed, since a code is shorter than a secret."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return keyed_digest("code", letters)


def keyed_digest(purpose: str, value: str) -> str:
    """Return a digest that only this installation can make, so that nobody looks values up in a list."""
    return salted_hmac(f"firststop.accounts.{purpose}", value, algorithm="sha256").hexdigest()
