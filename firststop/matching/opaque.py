"""What a person is called towards one employer, for one vacancy: nothing that can be guessed, turned back or compared.

The same person has another key for every vacancy, so two lists cannot be laid beside each other by their keys.
"""

import uuid

from django.utils.crypto import salted_hmac

#: Letters and digits that nobody mistakes for another over the phone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LETTERS = 6


def key_of(vacancy: uuid.UUID, person: uuid.UUID) -> uuid.UUID:
    """Return the key of a person for one vacancy; only this installation can make it."""
    digest = salted_hmac("firststop.matching.candidate", f"{vacancy}:{person}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def code_of(key: uuid.UUID) -> str:
    """Return the short code that people read and say for a key."""
    number, letters = key.int >> 64, ""
    for _place in range(_LETTERS):
        number, at = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[at]
    return letters
