"""Who else may read an ad that has ended. Packages above say so: they know who applied for it."""

import uuid
from collections.abc import Callable

#: Whether a person may read an ad: (person, ad) -> yes or no.
Admits = Callable[[uuid.UUID, uuid.UUID], bool]
_admits: list[Admits] = []


def admit_readers(admits: Admits) -> None:
    """Let those read an ad that has ended whom `admits` names; the package above calls it once."""
    _admits.append(admits)


def is_admitted(person: uuid.UUID, vacancy: uuid.UUID) -> bool:
    """Whether somebody may still read an ad that has ended for everybody else."""
    return any(admits(person, vacancy) for admits in _admits)
