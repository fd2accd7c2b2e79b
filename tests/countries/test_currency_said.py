"""Where pay is asked for, the country's own currency is named, in the word of its pack."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests import cast, people
from tests.vacancies.test_pasting import pasted
from tests.vacancies.test_writing import firm

pytestmark = pytest.mark.django_db


def pages_that_ask_for_pay() -> dict[str, str]:
    """Return the words of each page that asks for an amount or speaks of one, by name."""
    firm()
    employer, jobseeker = people.signed_in(cast.AIDA), people.signed_in(cast.ERMEK)
    new = employer.post("/en/vacancies/new").headers["Location"].removesuffix("/work")
    addresses = {
        "search": (Client(), "/en/vacancies/"),
        "vacancy": (employer, f"{new}/pay"),
        "pasted ad": (employer, pasted(employer, "Seamstress wanted. Pay 700 USD a month.")),
        "wishes": (jobseeker, "/en/me/wishes"),
    }
    return {name: client.get(page).content.decode() for name, (client, page) in addresses.items()}


@pytest.mark.parametrize(("country", "word", "other"), [("kg", "som", "kroner"), ("xx", "kroner", "som")])
def test_pay_is_asked_for_in_the_currency_of_the_country(
    settings: Settings, country: str, word: str, other: str
) -> None:
    settings.COUNTRY = country
    for name, html in pages_that_ask_for_pay().items():
        said = {each: bool(re.search(rf"\b{each}\b", html)) for each in (word, other)}
        assert (name, said) == (name, {word: True, other: False})
