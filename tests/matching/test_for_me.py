"""The list of vacancies for oneself: where it is empty, the page leads to what would fill it."""

import pytest

from firststop.matching import indexing, queries
from tests import cast, people
from tests.matching.candidates import Market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """A match index belongs to one database."""
    monkeypatch.setattr(queries, "live", indexing.LiveIndex())


@pytest.mark.parametrize(("known", "way"), [(False, "/en/me/cv"), (True, "/en/me/wishes")])
def test_whoever_finds_nothing_is_led_to_what_helps(known: bool, way: str) -> None:
    if known:
        Market().sews(people.person(cast.ERMEK))
    page = people.signed_in(cast.ERMEK).get("/en/matches/").content.decode()
    main = page.partition("<main")[2]
    assert (f'href="{way}"' in main, 'href="/en/vacancies/"' in main) == (True, True)
