"""For whom a place is kept: employers say it by a tick or in their words, and everybody reads and finds it."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from firststop.vacancies.enums import AdStatus, ProtectedGroup
from firststop.vacancies.models import Vacancy
from firststop.vacancies.rules.kept_for import kept_for
from firststop.vacancies.services import accept_vacancy
from tests import cast, people
from tests.vacancies.test_life import Firm
from tests.vacancies.test_writing import ANSWERS, firm, read, written

pytestmark = pytest.mark.row("V-25")
#: Words of employers and of feeds, and whom they mean.
SAID = {
    "disability": ("Инвалиды", "People with disabilities", "люди с ограниченными возможностями здоровья",
                   "Майыптыгы бар адамдар", "ДЦП, ОВЗ"),
    "large_families": ("Многодетные семьи", "Parents of many children", "Көп балалуу ата-энелер"),
    "parents": ("Матери-одиночки", "Женщины, воспитывающие малолетних детей", "Single mothers", "Жалгыз бой энелер",
                "Родители детей-инвалидов", "Parents of a child with a disability",
                "майыптыгы бар баланын ата-энеси"),
    "young": ("Несовершеннолетние", "молодые специалисты", "youth", "Жаштар", "Выпускники вузов", "Бүтүрүүчүлөр"),
    "older": ("Люди старше 50 лет", "People over 50", "50 жаштан жогору адамдар", "предпенсионеры", "Улгайган адамдар"),
    "care_leavers": ("Выпускники детских домов", "Балдар үйүнүн бүтүрүүчүлөрү", "People who grew up in care", "сироты"),
    "released": ("Освобождённые из мест лишения свободы", "ex-offenders", "Түрмөдөн чыккандар"),
    "refugees": ("Беженцы", "refugees", "Качкындар"),
    "veterans": ("Участники боевых действий", "veterans", "Ардагерлер"),
    "other": ("Погорельцы", "people who know the ropes", "Судьи", "social workers"),
}  # fmt: skip


@pytest.mark.parametrize("group", SAID)
def test_words_in_three_languages_are_read_as_their_group_and_as_no_other(group: str) -> None:
    for words in SAID[group]:
        assert kept_for({"protected_groups": [words]}) == (group,), words


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_our_own_words_for_a_group_are_read_as_that_group(language: str) -> None:
    with override(language):
        for group in ProtectedGroup:
            assert kept_for({"protected_groups": [str(group.label)]}) == (group,), group.label


@pytest.mark.parametrize(
    ("record", "groups"),
    [
        ({}, ()),
        ({"quota": False, "protected_groups": []}, ()),
        ({"quota": True}, ("disability",)),
        (
            {"quota": True, "protected_groups": ["older", "Инвалиды; многодетные"]},
            ("disability", "large_families", "older"),
        ),
    ],
)
def test_a_record_keeps_its_places_for_all_that_it_names(record: dict[str, Any], groups: tuple[str, ...]) -> None:
    assert kept_for(record) == groups


TICKED = {"protected_groups": ["large_families", "older"], "other_group": "  Погорельцы   из Оша "}


@pytest.mark.django_db
def test_the_form_asks_for_whom_a_place_is_kept_and_the_page_says_it_in_the_readers_words() -> None:
    firm().published()
    client = people.signed_in(cast.AIDA)
    draft = written(client, terms=TICKED)
    for said in ("Parents of many children; Older people; Погорельцы из Оша",):
        assert said in read(client, f"{draft}/preview")
    step = read(client, f"{draft}/terms")
    assert re.search(r'value="Погорельцы из Оша"\s+checked', step)
    client.post(f"{draft}/preview")
    ad = Vacancy.objects.get(reference=draft.rpartition("/")[2])
    assert ad.status == AdStatus.ACTIVE
    assert ad.record["protected_groups"] == ["large_families", "older", "Погорельцы из Оша"]
    html = unescape(Client().get(f"/ru/vacancies/{ad.id}").content.decode())
    assert "Многодетные родители; Люди старшего возраста; Погорельцы из Оша" in html


@pytest.mark.django_db
def test_a_group_that_is_taken_back_leaves_nothing_and_everybody_can_have_the_place() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, terms=TICKED)
    client.post(f"{draft}/terms", ANSWERS["terms"])
    client.post(f"{draft}/preview")
    assert "protected_groups" not in Vacancy.objects.get().record


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"protected_groups": ["everybody"]}, "protected_groups"), ({"other_group": "<b>Veterans</b>"}, "other_group"),
     ({"other_group": "x" * 121}, "other_group")],
)  # fmt: skip
def test_a_group_that_cannot_be_read_is_told_at_its_field_and_not_kept(wrong: dict[str, Any], field: str) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = client.post("/en/vacancies/new").headers["Location"].removesuffix("/work")
    answer = client.post(f"{draft}/terms", ANSWERS["terms"] | wrong)
    assert answer.status_code == 400
    assert f'href="#id_{field}' in answer.content.decode()
    assert "Where, and with which contract?" in read(client, f"{draft}/terms")
    assert not re.search(r"checked[^>]*>\s*<label[^>]*>Veterans", read(client, f"{draft}/terms"))


@pytest.mark.django_db
@pytest.mark.row("SR-20")
def test_a_group_that_lifts_a_rule_of_wording_is_read_by_a_moderator_first() -> None:
    house = Firm()
    house.published()
    words = {"title": "Швея на дому", "description": "<p>Нужны женщины.</p>"}
    receipt = house.post(**words, protected_groups=["женщины, воспитывающие малолетних детей"], at=timezone.now())
    assert receipt.status == AdStatus.CHECKING
    case = read(people.signed_in(cast.SAMAT), f"/en/vacancies/moderation/{receipt.id}")
    assert "женщины, воспитывающие малолетних детей" in case
    accept_vacancy(receipt.id, by=people.actor(cast.SAMAT), at=timezone.now())
    lawful = house.post(title="Швея в цех", protected_groups=["older"], at=timezone.now())
    assert lawful.status == AdStatus.ACTIVE
