"""Refusals: what every door says when it says no.

A refusal is data first: a code, the rule that spoke, a JSON Pointer to the field, a sentence and a way on. Pages,
files, feeds and the API show the same one; over HTTP it becomes ``application/problem+json`` (RFC 9457).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Code(StrEnum):
    """Why the door said no; the closed list that every client may rely on."""

    PARSE = "parse"
    MISSING = "missing"
    INVALID_VALUE = "invalid_value"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    NOT_FOUND = "not_found"
    GONE = "gone"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    METHOD = "method"
    LENGTH = "length"
    TOO_LARGE = "too_large"
    UNSUPPORTED_TYPE = "unsupported_type"
    KEY_REUSED = "key_reused"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return _STATUS[self]


_STATUS = {
    Code.PARSE: 400,
    Code.MISSING: 400,
    Code.INVALID_VALUE: 400,
    Code.UNKNOWN: 400,
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.NOT_FOUND: 404,
    Code.METHOD: 405,
    Code.CONFLICT: 409,
    Code.GONE: 410,
    Code.LENGTH: 411,
    Code.TOO_LARGE: 413,
    Code.UNSUPPORTED_TYPE: 415,
    Code.KEY_REUSED: 422,
    Code.TOO_MANY: 429,
    Code.UNAVAILABLE: 503,
}


#: The way on where a rule names none of its own: nobody is left with a bare no.
_WAYS_ON: dict[Code, Text] = {
    Code.PARSE: _("Correct it and send it again."),
    Code.MISSING: _("Add it and send it again."),
    Code.INVALID_VALUE: _("Change it and send it again."),
    Code.UNKNOWN: _("Check the name and try again."),
    Code.UNAUTHENTICATED: _("Sign in and try again."),
    Code.FORBIDDEN: _("Ask somebody who may do it, or our office."),
    Code.NOT_FOUND: _("Check the address, or search again."),
    Code.METHOD: _("Look in the description of this address."),
    Code.CONFLICT: _("Load the page again to see where it stands."),
    Code.GONE: _("Search again."),
    Code.LENGTH: _("Send it with Content-Length."),
    Code.TOO_LARGE: _("Send less, or send it in parts."),
    Code.UNSUPPORTED_TYPE: _("Send another kind of file."),
    Code.KEY_REUSED: _("Take a new key for other content."),
    Code.TOO_MANY: _("Wait a while, then try again."),
    Code.UNAVAILABLE: _("Wait a minute, then try again."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong and how to mend it.

    `rule` is a stable id such as ``pay.range``; `pointer` an RFC 6901 JSON Pointer into what was sent ("" = the
    whole); `detail` a sentence for a person; `hint` the way on; `value` what was sent, if it may be shown again;
    `column` the name of the column, where what was sent is a row of a table.
    """

    code: Code
    rule: str
    detail: Text
    pointer: str = ""
    hint: Text = ""
    value: str | None = None
    column: str = ""

    @property
    def way_on(self) -> Text:
        """What to do now: the rule's own hint, else what helps with every refusal of this code."""
        return self.hint or _WAYS_ON[self.code]

    def as_json(self) -> dict[str, Any]:
        """Return the problem in the active language, without what is empty."""
        said = {
            "code": self.code.value,
            "rule": self.rule,
            "pointer": self.pointer,
            "detail": str(self.detail),
            "hint": str(self.way_on),
            "value": self.value,
        }
        return {name: item for name, item in said.items() if item not in (None, "") or name == "pointer"}


@dataclass
class Refused(Exception):
    """The door said no, and nothing happened."""

    problems: Sequence[Problem]
    retry_after: int | None = field(default=None)

    def __post_init__(self) -> None:
        if not self.problems:
            raise ValueError("a refusal names at least one problem")

    @property
    def first(self) -> Problem:
        """The problem that decides the status of the answer."""
        return self.problems[0]

    def __str__(self) -> str:
        return "; ".join(f"{problem.rule} {problem.pointer}".strip() for problem in self.problems)


def refuse(code: Code, rule: str, detail: Text, *, pointer: str = "", hint: Text = "") -> Refused:
    """Return a refusal with one problem, ready to be raised."""
    return Refused([Problem(code, rule, detail, pointer, hint)])


def not_found(what: Text) -> Refused:
    """Return the answer for what is not there, or must not be known of."""
    return refuse(Code.NOT_FOUND, "not_found", what, hint=_("Check the address, or search again."))


def to_pointer(path: Iterable[str | int]) -> str:
    """Return the RFC 6901 JSON Pointer of a path of names and indexes."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
