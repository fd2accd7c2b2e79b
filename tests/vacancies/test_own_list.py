"""One's own vacancies, fifty a page: a firm with thousands of them finds each."""

import re

import pytest

from firststop.vacancies.models import Vacancy
from tests import cast, people
from tests.vacancies.test_life import Firm

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-01")]


def titles(page: str) -> list[str]:
    return re.findall(r"Швея \d+", page)


def test_every_vacancy_stands_on_one_page_of_the_list() -> None:
    vacancy = Firm().published()
    for number in range(100):
        vacancy.pk, vacancy.reference, vacancy.title = None, f"A-{number}", f"Швея {number}"
        vacancy._state.adding = True
        vacancy.save()
    client = people.signed_in(cast.AIDA)
    pages = [client.get("/en/vacancies/mine", {"page": number}).content.decode() for number in (1, 2, 3)]
    assert [len(set(titles(page))) for page in pages] == [50, 50, 0]
    assert len({title for page in pages for title in titles(page)}) == 100
    assert [('rel="prev"' in page, 'rel="next"' in page) for page in pages] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert Vacancy.objects.count() == 101


@pytest.mark.parametrize("wrong", ["0", "-1", "two", "١", "999999", "", "1e3"])
def test_what_is_no_number_of_a_page_is_refused(wrong: str) -> None:
    answer = people.signed_in(cast.AIDA).get("/en/vacancies/mine", {"page": wrong})
    assert (answer.status_code, "There is no such page." in answer.content.decode()) == (400, True)
