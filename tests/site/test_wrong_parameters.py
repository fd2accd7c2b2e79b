"""What a program asks for in a wrong way is told by the name that it wrote, in its reader's language."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-08", "C-09")]
#: What is asked, and the rule, the pointer and the way on in Russian.
WRONG = [
    ("size=0", "invalid_value.size", "/size", "Напишите 1 или больше."),
    ("size=101", "invalid_value.size", "/size", "Напишите 100 или меньше."),
    ("km=far", "invalid_value.km", "/km", "Пишите только цифры."),
    ("pay_from=NaN", "invalid_value.pay_from", "/pay_from", "Пишите только цифры."),
    ("sort=luck", "invalid_value.sort", "/sort", "Выберите одно из: relevance, date, distance, pay."),
    ("remote=none&remote=luck", "invalid_value.remote", "/remote/1", "Выберите одно из: none, hybrid, full."),
    ("q=" + "a" * 401, "invalid_value.q", "/q", "Не больше 400 знаков или строк."),
    ("occupation=cook", "invalid_value.occupation", "/occupation", "Выберите из списка."),
    ("modified_since=2026-13-01", "invalid_value.modified_since", "/modified_since", None),
    ("after=garbage", "cursor.invalid", "/after", None),
    ("hours_from=90&hours_to=10", "hours.range", "/hours_from", None),
    ("sort=distance", "sort.needs_point", "/sort", None),
    ("km=10", "km.needs_town", "/km", "Укажите населённый пункт."),
    ("regionCode=1", "parameter.unknown", "/regionCode", None),
    ("q=cook&q=baker", "parameter.twice", "/q", "Укажите один раз."),
    ("payFrom=1", "parameter.unknown", "/payFrom", "Вы имели в виду pay_from?"),
]


@pytest.mark.parametrize(("asked", "rule", "pointer", "way_on"), WRONG)
def test_a_wrong_parameter_is_told_as_it_was_written(asked: str, rule: str, pointer: str, way_on: str | None) -> None:
    answer = Client().get(f"/api/v1/vacancies?{asked}", headers={"Accept-Language": "ru"})
    said = answer.json()
    hint = said["hint"].replace("\xa0", " ")
    assert (answer.status_code, said["rule"], said["pointer"]) == (400, rule, pointer)
    assert way_on is None or hint == way_on
    for sentence in (said["detail"], hint):
        assert re.search("[а-я]", sentence)
