"""A place in a form: its name, and where several have it, which one."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.utils import translation

from firststop.core.country import load_pack
from firststop.core.country.records import PlaceRow
from firststop.taxonomy.queries import PlaceField, place_options, places_meant, places_shown
from firststop.taxonomy.services import load_places

pytestmark = [pytest.mark.django_db, pytest.mark.row("T-10")]
ISSYK_KUL, LEILEK = "kg-1527232", "kg-8377866"


class Where(forms.Form):
    """One place, and something else that may be wrong."""

    place = PlaceField(required=False)
    more = forms.IntegerField(required=False)

    def cleaned(self) -> str:
        """Return the code that the form takes."""
        assert self.is_valid(), self.errors
        return str(self.cleaned_data["place"])


@pytest.fixture(autouse=True)
def country() -> None:
    load_places(load_pack("kg").places())


def asked(typed: str, *, before: str = "", **more: str) -> Where:
    return Where({"place": typed, **more}, initial={"place": before})


def choices(form: Where) -> list[tuple[str, str]]:
    """Return what a field that could not tell became a choice between."""
    assert not form.is_valid()
    field: Any = form.fields["place"]
    assert isinstance(field.widget, forms.RadioSelect)
    return [(code, str(label)) for code, label in field.choices]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_place_of_the_country_is_found_by_what_a_form_shows_of_it(language: str) -> None:
    codes = [row.code for row in load_pack("kg").places()]
    with translation.override(language):
        shown = places_shown(codes, language)
        assert {code: [it.code for it in places_meant(shown[code], language)] for code in codes} == {
            code: [code] for code in codes
        }


@pytest.mark.parametrize("typed", ["Ak-Suu", "ак-суу", "Ak-Su"])
def test_a_name_that_two_towns_have_asks_and_one_choice_answers(typed: str) -> None:
    form = asked(typed)
    offered = choices(form)
    assert form.errors["place"] == ["Several places have this name. Choose the one that you mean."]
    assert {code for code, _label in offered} == {ISSYK_KUL, LEILEK, ""}
    assert len({label for _code, label in offered}) == 3
    for code, label in offered[:-1]:
        assert [asked(said).cleaned() for said in (code, label)] == [code, code]


def test_a_name_with_what_tells_it_apart_names_one_place() -> None:
    assert asked("Ak-Suu, Batken").cleaned() == LEILEK
    assert asked("ak-suu (leilek)").cleaned() == LEILEK
    assert {code for code, _label in choices(asked("Ak-Suu, kg"))} == {ISSYK_KUL, LEILEK, ""}


@pytest.mark.parametrize(("language", "typed"), [("en", "Karavan"), ("ru", "Караван"), ("ky", "караван")])
def test_the_old_name_of_a_town_does_not_win_over_the_name_of_another(language: str, typed: str) -> None:
    with translation.override(language):
        assert {code for code, _label in choices(asked(typed))} == {"kg-1528052", "kg-1528053", ""}


def test_what_is_left_as_it_is_stays_the_same_place() -> None:
    for code in (ISSYK_KUL, LEILEK):
        shown = Where(initial={"place": code})["place"].value()
        assert shown.startswith("Ak-Suu, ")
        assert asked(shown, before=code).cleaned() == code
    assert choices(asked("Ak-Suu", before=LEILEK)), "it is not what was shown"


def test_a_place_that_is_no_more_stays_where_it_was_written() -> None:
    old = PlaceRow(
        code="kg-t-old",
        kind="settlement",
        names={"en": "Oldtown"},
        source="test",
        parent="kg-y",
        until=date(2020, 1, 1),
        replaced_by=ISSYK_KUL,
    )
    load_places([old])
    shown = Where(initial={"place": "kg-t-old"})["place"].value()
    assert asked(shown, before="kg-t-old").cleaned() == "kg-t-old"
    assert asked("Oldtown").cleaned() == ISSYK_KUL


def test_a_choice_shows_the_name_again_where_something_else_is_wrong() -> None:
    form = asked(LEILEK, more="many")
    assert not form.is_valid()
    assert form["place"].value().startswith("Ak-Suu, ")
    assert not isinstance(form.fields["place"].widget, forms.RadioSelect)


def test_nothing_and_the_unknown_name_no_place() -> None:
    assert asked("").cleaned() == ""
    assert asked("").fields["place"].required is False
    for typed in ("Nowhereville", "!!!", "(", ",,,"):
        assert asked(typed).errors["place"] == ["We do not know this place. Choose the nearest town."]


def test_what_is_offered_while_typing_names_one_place_each() -> None:
    offered = place_options("ak-s", "en")
    assert len({filled for filled, _label in offered}) == len(offered) >= 2
    assert all(len(places_meant(filled, "en")) == 1 for filled, _label in offered)
    assert ("Bishkek", "Bishkek") in [
        (filled, label.partition(",")[0]) for filled, label in place_options("bish", "en")
    ]
