"""The kernels compiled by numba: the only module that imports it, and only when an index is first asked."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any, cast

from firststop.matching.engine import kernels
from firststop.matching.engine.shapes import Found, People, Posted, Rules, Shared, ShortList, Vacancies
from firststop.matching.engine.tables import PERSON, VACANCY


@dataclass(frozen=True, slots=True)
class Kernels:
    """The compiled functions that an index calls; shapes and units stand at the functions themselves."""

    reachable: Callable[..., int]
    gather: Callable[..., int]
    gather_best: Callable[..., int]
    rank_vacancies: Callable[..., int]
    rank_people: Callable[..., int]


@cache
def compiled() -> Kernels:
    """Return the kernels, compiled at the first call of an installation and read from the cache folder afterwards."""
    numba = import_module("numba")
    # Compiled functions find each other by name, so each is put where the later ones look names up.
    names: dict[str, Any] = dict(vars(kernels))
    for name, signature in _signatures(numba, numba.types).items():
        source = cast("FunctionType", names[name])
        copy = FunctionType(source.__code__, names, name)
        copy.__module__, copy.__qualname__ = source.__module__, source.__qualname__
        names[name] = numba.njit([signature], cache=True)(copy)
    return Kernels(**{field.name: names[field.name] for field in fields(Kernels)})


def _signatures(numba: Any, types: Any) -> dict[str, Any]:
    """Return the explicit signature of each kernel, callees first."""
    i, lists, line = types.int64, types.int64[:, ::1], types.int64[::1]
    small, flags = types.int32[::1], types.boolean[::1]
    p, v = numba.from_dtype(PERSON), numba.from_dtype(VACANCY)
    r = types.NamedUniTuple(i, len(Rules._fields), Rules)
    shared = types.NamedUniTuple(i, len(Shared._fields), Shared)
    people = types.NamedTuple((p[::1], lists, lists, line, line), People)
    vacancies = types.NamedTuple((v[::1], lists, lists, line, line), Vacancies)
    posted = types.NamedTuple((line, small, small, small), Posted)
    found = types.NamedUniTuple(line, len(Found._fields), Found)
    short = types.NamedTuple((line, line, line, flags), ShortList)
    return {
        "skills": i(i, v, r),
        "occupation": i(i, p, v, r),
        "experience": i(i, v, r),
        "education": i(p, v, r),
        "languages": i(p, v, lists, lists),
        "way": i(i, p, v, r),
        "pay": i(p, v, r),
        "overlap": i(i, i, i),
        "start": i(p, v, r),
        "shares": types.UniTuple(i, 10)(p, v, shared, r),
        "points": i(p, v, shared, r),
        "ceiling": i(i, i, p, v, r),
        "passes": types.boolean(p, v, r),
        "near_enough": types.boolean(i, i, p, v, line, line),
        "distance": i(i, i, i),
        "nearest": i(p, v, lists, lists),
        "reachable": i(lists, lists, i, lists),
        "first_at_or_after": i(small, i, i, i),
        "gather": i(lists, posted, lists, found),
        "gather_best": i(lists, posted, lists, found, i),
        "hides": types.boolean(p, v, line, line),
        "keep": i(short, i, i, i),
        "rank_vacancies": i(people, vacancies, found, short, r),
        "rank_people": i(people, vacancies, found, short, r),
    }
