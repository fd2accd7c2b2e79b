"""What an address may carry after its question mark: every route names its parameters, unknown ones are refused."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from firststop.core.refusals import Code, Problem, Refused, refuse, to_pointer

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "firststop_parameters"
#: For a view that looks at its parameters itself.
ANY = "*"


def takes(*names: str) -> Callable[[View], View]:
    """Name the parameters that the address of a page may carry; a page that names none takes none."""

    def mark(view: View) -> View:
        setattr(view, _MARK, names)
        return view

    return mark


def parameters_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """Return the parameters that a view takes."""
    return getattr(view, _MARK, ())


def page_of(request: HttpRequest) -> int:
    """Return which page of a list is asked for, 1 unless said; refuses what is no number of a page."""
    said = request.GET.get("page", "1")
    if not (said.isascii() and said.isdigit() and 0 < int(said[:6]) <= 10_000 and len(said) < 6):
        raise refuse(
            Code.INVALID_VALUE,
            "page.invalid",
            _("There is no such page."),
            pointer="/page",
            hint=_("Begin again at the first page."),
        )
    return int(said)


def refuse_unknown(given: Iterable[str], known: Iterable[str]) -> None:
    """Refuse names that are not known, each with the nearest known one as a hint."""
    names = sorted(known)
    unknown = [name for name in given if name not in names]
    if unknown and ANY not in names:
        raise Refused([_unknown(name, names) for name in unknown])


def _unknown(name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, n=1, cutoff=0.6) or get_close_matches(_snake(name), known, n=1, cutoff=0.6)
    hint = _("Leave it out: this address takes none.")
    if near:
        hint = _("Did you mean %(name)s?") % {"name": near[0]}
    elif known:
        hint = _("Known names: %(names)s") % {"names": ", ".join(known)}
    return Problem(Code.UNKNOWN, "parameter.unknown", _("We do not know this parameter."), to_pointer([name]), hint)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
