"""Forms: a field that must be filled says in its own words what is missing, never "This field is required."."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import pytest
from django import forms

import firststop

NOBODYS = str(forms.Field.default_error_messages["required"])


def form_modules() -> list[ModuleType]:
    """Return every module that is, or lies in, a `forms` room."""
    names = (found.name for found in walk_packages(firststop.__path__, "firststop."))
    return [import_module(name) for name in names if "forms" in name.split(".")]


def forms_of(module: ModuleType) -> Iterator[type[forms.Form]]:
    """Yield the forms that a module defines."""
    for _name, found in inspect.getmembers(module, inspect.isclass):
        if issubclass(found, forms.Form) and found.__module__ == module.__name__:
            yield found


def speechless(form: type[forms.Form]) -> list[str]:
    """Return the fields that must be filled and do not say what is missing."""
    asked = {name: field for name, field in form.base_fields.items() if field.required and not field.widget.is_hidden}
    return [name for name, field in asked.items() if str(field.error_messages["required"]) == NOBODYS]


def every_form() -> list[type[forms.Form]]:
    return [form for module in form_modules() for form in forms_of(module)]


def every_speechless() -> dict[str, list[str]]:
    """Return, by form, the fields that do not say what is missing."""
    return {form.__qualname__: names for form in every_form() if (names := speechless(form))}


def test_every_field_that_must_be_filled_says_what_is_missing() -> None:
    assert len(every_form()) > 40
    assert every_speechless() == {}


@pytest.mark.parametrize("said", [{}, {"invalid": "Write the day."}])
def test_a_field_that_does_not_say_it_is_caught(said: dict[str, str]) -> None:
    class Planted(forms.Form):
        day = forms.DateField(error_messages=said)
        place = forms.CharField(required=False)

    assert speechless(Planted) == ["day"]
