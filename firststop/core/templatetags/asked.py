"""What a form field needs to be drawn, from Django's bound field or from plain values; plain values win."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

register = template.Library()

# The order matters: a more special widget stands before the one it is made from.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.SelectDateWidget, "date"),
    (forms.PasswordInput, "password"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.NumberInput, "number"),
    (forms.EmailInput, "email"),
)


#: The hint and the count of a choice that has neither.
NOTHING_MORE: tuple[Any, Any] = ("", None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    value: str
    label: Any
    hint: Any
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form, ready to be drawn."""

    id: str
    name: str
    kind: str
    label: Any
    hint: Any
    error: str
    value: Any
    choices: Sequence[Choice] = ()
    attrs: Mapping[str, Any] = field(default_factory=dict)
    multiple: bool = False
    limit: int | None = None

    @property
    def block(self) -> str:
        """The name that govuk-frontend gives to this kind of choices."""
        return f"govuk-{self.kind}"

    def attrs_dict(self) -> Mapping[str, Any]:
        """What is passed on to the control, under the name that cotton's attributes use."""
        return self.attrs

    @property
    def described_by(self) -> str:
        """The ids of what explains the control: hint, error, count of characters."""
        said = [(self.hint, "hint"), (self.error, "error"), (self.kind == "textarea" and self.limit, "info")]
        return " ".join(f"{self.id}-{name}" for there, name in said if there)


@register.simple_tag
def ask(
    bound: Any, *, name: str = "", element: str = "", label: Any = "", hint: Any = "", error: Any = "", value: Any = "",
    kind: str = "", choices: Iterable[Any] = (), limit: Any = "", attrs: Any = None,
) -> Asked:  # fmt: skip
    """Return the question; every plain value that is given wins over the bound field's."""
    field_ = bound if isinstance(bound, BoundField) else None
    widget = field_.field.widget if field_ else None
    name = str(name or (field_.html_name if field_ else ""))
    id_ = str(element or (field_.auto_id if field_ else "") or f"id_{name}")
    current = value if value not in (None, "") or field_ is None else field_.value()
    options = choices or (getattr(field_.field, "choices", ()) if field_ else ())
    passed = {**(widget.attrs if widget else {}), **(attrs.attrs_dict() if attrs is not None else {})}
    kind = kind or kind_of(widget)
    return Asked(
        id=id_, name=name, kind=kind,
        label=label or (field_.label if field_ else ""),
        hint=hint or (field_.help_text if field_ else ""),
        error=str(error or (" ".join(map(str, field_.errors)) if field_ else "")),
        value=date_parts(current, widget) if kind == "date" else ("" if current is None else current),
        choices=tuple(made_choices(options, current, id_)),
        attrs=told(passed, kind),
        multiple=bool(getattr(widget, "allow_multiple_selected", False)),
        limit=int(limit or (kind == "textarea" and passed.get("maxlength")) or 0) or None,
    )  # fmt: skip


def kind_of(widget: forms.Widget | None) -> str:
    """Return how a widget is drawn."""
    return next((kind for type_, kind in KINDS if isinstance(widget, type_)), "text")


def told(attrs: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the attributes to pass on; a textarea counts aloud instead of cutting off in silence."""
    dropped = {"class", "rows", "cols", "aria-describedby", *({"maxlength"} if kind == "textarea" else set())}
    return {name: value for name, value in attrs.items() if name not in dropped and value not in (None, "", False)}


def made_choices(options: Iterable[Any], current: Any, id_: str) -> Iterable[Choice]:
    """Yield choices from (value, label[, hint[, count]]) tuples; groups are flattened, as Django writes them."""
    chosen = {str(item) for item in current} if isinstance(current, list | tuple | set) else {str(current)}
    for number, option in enumerate(flat(options)):
        value, label, hint, count = filled(option)
        value = "" if value is None else str(value)
        # The first one bears the question's own id: the error summary leads there.
        yield Choice(id_ if number == 0 else f"{id_}_{number}", value, label, hint, count, value in chosen)


def filled(option: Sequence[Any]) -> tuple[Any, Any, Any, Any]:
    """Return a choice with its hint and count, given or not."""
    hint, count = (*option[2:], *NOTHING_MORE[len(option) - 2 :])
    return option[0], option[1], hint, count


def flat(options: Iterable[Any]) -> Iterable[Sequence[Any]]:
    """Yield (value, label, …) with groups opened."""
    for option in options:
        if isinstance(option[1], list | tuple):
            yield from option[1]
        else:
            yield option


def date_parts(value: Any, widget: forms.Widget | None) -> Mapping[str, Any]:
    """Return day, month and year from a date, an ISO string, or what a person typed into the three boxes."""
    if isinstance(value, date):
        return {"day": value.day, "month": value.month, "year": value.year}
    text = str(value or "")
    if text.count("-") == 2:
        year, month, day = (part.lstrip("0") for part in text.split("-"))
        return {"day": day, "month": month, "year": year}
    known = widget.format_value(text) if isinstance(widget, forms.SelectDateWidget) else None
    return known if isinstance(known, Mapping) else {"day": "", "month": "", "year": ""}


@register.filter
def problems(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Return (id of the control, sentence) for each error of a form; a sentence about the whole form has no id."""
    whole = [("", str(error)) for error in form.non_field_errors()]
    return whole + [(first_control(bound), str(error)) for bound in form for error in bound.errors]


def first_control(bound: BoundField) -> str:
    """Return the id of the control that an error leads to."""
    return f"{bound.auto_id}_day" if isinstance(bound.field.widget, forms.SelectDateWidget) else str(bound.auto_id)
