"""What somebody wishes of a job: several places, any language, contracts, the first day."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from firststop.accounts.services import export_own_data
from firststop.casework.services import assign_client, register_office
from firststop.core.languages import LANGUAGES, language_name
from firststop.core.refusals import Refused
from firststop.jobseekers.enums import WishedContract
from firststop.jobseekers.models import Profile
from firststop.jobseekers.queries import facts_of_each
from firststop.jobseekers.services import MOST_LANGUAGES, MOST_PLACES, Wishes, set_wishes
from firststop.matching.vectors import person_vectors
from firststop.taxonomy.models import Place, PlaceName
from firststop.vacancies.enums import Contract
from tests import cast, people
from tests.jobseekers.test_profiles import mine
from tests.placements.stage import doer

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-04")]
PAGE = "/en/me/wishes"
TOWNS = ("Kant", "Osh", "Karakol", "Naryn", "Talas", "Tokmok")
ALL = {"radius_km": "25"}


@pytest.fixture(autouse=True)
def towns() -> None:
    for name in TOWNS:
        place = Place.objects.create(code=name.lower(), path=f"/{name.lower()}/", kind="settlement")
        for language in ("en", "ru", "ky"):
            PlaceName.objects.create(place=place, language=language, text=name, folded=name.lower(), preferred=True)


def sent(client: Client, said: Mapping[str, Any], status: int = 302) -> str:
    answer = client.post(PAGE, {**ALL, **said})
    assert answer.status_code == status
    return answer.content.decode()


def ermek() -> Client:
    return people.signed_in(cast.ERMEK)


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def as_boxes(chosen: date) -> dict[str, int]:
    return {"start_from_day": chosen.day, "start_from_month": chosen.month, "start_from_year": chosen.year}


def test_several_places_are_saved_and_shown_again() -> None:
    client = ermek()
    sent(client, {"place": "Kant", "place_2": "Osh", "place_4": "Karakol"})
    profile = Profile.objects.get()
    assert (profile.place_id, profile.more_places, profile.places) == (
        "kant",
        ["osh", "karakol"],
        ("kant", "osh", "karakol"),
    )
    html = client.get(PAGE).content.decode()
    assert [town for town in TOWNS if f'value="{town}"' in html] == ["Kant", "Osh", "Karakol"]
    assert html.count('hx-get="/en/me/suggest/places"') == MOST_PLACES
    home = client.get("/en/me/").content.decode()
    assert "Kant, Osh, Karakol" in home


@pytest.mark.row("T-10")
def test_a_name_that_two_towns_have_asks_and_what_was_chosen_stays() -> None:
    PlaceName.objects.create(place_id="naryn", language="en", text="Old Osh", folded="osh", preferred=False)
    client = ermek()
    html = sent(client, {"place": "Kant", "place_2": "Osh"}, status=400)
    assert "Several places have this name." in html
    assert [html.count(f'value="{code}"') for code in ("osh", "naryn")] == [1, 1]
    assert not Profile.objects.filter(place="kant").exists()
    sent(client, {"place": "Kant", "place_2": "naryn"})
    assert Profile.objects.get().places == ("kant", "naryn")


def test_a_place_that_is_named_twice_counts_once_and_an_emptied_one_goes() -> None:
    client = ermek()
    sent(client, {"place": "Kant", "place_2": "Osh", "place_3": "Kant", "place_4": "Osh"})
    assert Profile.objects.get().places == ("kant", "osh")
    sent(client, {"place": "Kant"})
    assert Profile.objects.get().places == ("kant",)


def test_whoever_names_no_home_may_name_other_places() -> None:
    sent(ermek(), {"place_2": "Osh"})
    assert (Profile.objects.get().place_id, Profile.objects.get().places) == (None, ("osh",))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"place_3": "Qqqqqqqq"}, "We do not know this place."),
    ({"contracts": ["slavery"]}, "is not one of the available choices"),
    ({"start_from_day": "31", "start_from_month": "2", "start_from_year": "2027"}, "Write day, month and year."),
    ({"start_from_day": "3", "start_from_month": "", "start_from_year": ""}, "Write day, month and year."),
    (as_boxes(date(2020, 1, 1)), "This day is over."),
    (as_boxes(date(2206, 1, 1)), "more than two years away"),
    ({"language_0": "de"}, "Choose how well you speak it."),
    ({"level_1": "B1"}, "Choose the language."),
    ({"language_0": "de", "level_0": "B1", "language_2": "de", "level_2": "A1"}, "chosen this language already"),
    ({"language_0": "xx", "level_0": "B1"}, "is not one of the available choices"),
    ({"language_0": "ru", "level_0": "B1"}, "is not one of the available choices"),
]


@pytest.mark.parametrize(("said", "told"), WRONG)
def test_what_cannot_be_is_told_at_its_question_and_nothing_is_saved(said: dict[str, Any], told: str) -> None:
    client = ermek()
    sent(client, {"place": "Kant"})
    html = sent(client, {"place": "Osh", **said}, status=400)
    assert html.count(told) == 2  # in the summary and at the question
    profile = Profile.objects.get()
    assert (profile.places, profile.contracts, profile.start_from, profile.languages) == (("kant",), [], None, [])


def test_what_went_wrong_is_not_folded_away() -> None:
    for said in ({"place_2": "Qqqqqqqq"}, {"level_0": "B1"}, {"contracts": ["slavery"]}):
        assert sent(ermek(), said, status=400).count('class="govuk-details" open') == 1
    assert 'class="govuk-details" open' not in ermek().get(PAGE).content.decode()


def test_contracts_and_the_first_day_are_saved_shown_and_taken_back() -> None:
    client, ready = ermek(), day(40)
    sent(client, {"contracts": ["seasonal", "permanent"], **as_boxes(ready)})
    profile = Profile.objects.get()
    assert (set(profile.contracts), profile.start_from) == ({"seasonal", "permanent"}, ready)
    html = client.get(PAGE).content.decode()
    assert (html.count(" checked"), f'value="{ready.year}"' in html) == (2, True)
    sent(client, {})
    profile.refresh_from_db()
    assert (profile.contracts, profile.start_from) == ([], None)


def test_whoever_could_start_on_a_day_that_is_over_is_free_at_once() -> None:
    profile, by = mine()
    set_wishes(profile.id, Wishes(start_from=day(-1)), by=by)
    client = ermek()
    assert f'value="{day(-1).year}"' not in client.get(PAGE).content.decode()
    sent(client, {})
    assert Profile.objects.get().start_from is None


def test_any_language_of_the_list_is_spoken_and_the_countrys_come_first() -> None:
    client = ermek()
    sent(client, {"speaks_ky": "native", "language_0": "uz", "level_0": "B2", "language_3": "zh", "level_3": "A1"})
    said = [(item["code"], item["level"]) for item in Profile.objects.get().languages]
    assert said == [("ky", "native"), ("uz", "B2"), ("zh", "A1")]
    html = client.get(PAGE).content.decode()
    assert html.index('name="speaks_ky"') < html.index('name="speaks_ru"') < html.index('name="language_0"')
    assert [code for code in ("ky", "uz", "zh") if f'<option value="{code}" selected>' in html] == ["uz", "zh"]
    assert "Kyrgyz – native, Uzbek – B2, Chinese – A1" in client.get("/en/me/").content.decode()


def test_at_most_eight_languages_fit() -> None:
    ours = {f"speaks_{code}": "B1" for code in ("ky", "ru", "en")}
    others = {f"{what}_{at}": value for at, code in enumerate(("de", "fr", "tr", "uz", "kk"))
              for what, value in (("language", code), ("level", "A2"))}  # fmt: skip
    client = ermek()
    sent(client, {**ours, **others})
    assert len(Profile.objects.get().languages) == MOST_LANGUAGES
    assert 'name="language_5"' not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_language_has_a_name_of_its_own(language: str) -> None:
    with override(language):
        names = [language_name(code) for code in LANGUAGES]
    assert (all(names), len(set(names))) == (True, len(names))
    assert language == "en" or not [name for name in names if re.search("[A-Za-z]", name)]
    assert dict(settings.LANGUAGES).keys() <= set(LANGUAGES)


def test_the_contracts_of_people_are_those_of_vacancies() -> None:
    assert WishedContract.choices == Contract.choices


@pytest.mark.parametrize(
    ("wishes", "rule"),
    [
        (Wishes(more_places=("nowhere",)), "wishes.place"),
        (Wishes(place="kant", more_places=("osh", "karakol", "naryn", "talas", "tokmok")), "wishes.places"),
        (Wishes(contracts=("slavery",)), "wishes.contracts"),
        (Wishes(languages=(("xx", "B1"),)), "wishes.languages"),
        (Wishes(education=9), "wishes.education"),
        (Wishes(languages=(("ru", "best"),)), "wishes.languages"),
        (Wishes(languages=(("ru", "B1"), ("ru", "C1"))), "wishes.languages"),
        (Wishes(languages=tuple((code, "A1") for code in LANGUAGES[:9])), "wishes.languages"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_by_every_door(wishes: Wishes, rule: str) -> None:
    profile, by = mine()
    with pytest.raises(Refused) as refused:
        set_wishes(profile.id, wishes, by=by)
    profile.refresh_from_db()
    assert (refused.value.first.rule, profile.version, profile.places) == (rule, 1, ())


@pytest.mark.row("M-03")
def test_the_education_is_asked_and_counts_and_may_be_left_out() -> None:
    client, person = ermek(), people.person(cast.ERMEK).id
    for said, level in (({"education": "4"}, 4), ({"education": ""}, None), ({"education": "0"}, 0)):
        sent(client, said)
        (one,) = facts_of_each([person]).values()
        assert (one.education, person_vectors([one])[0].education) == (level, level)
    page, home = client.get(PAGE).content.decode(), client.get("/en/me/").content.decode()
    assert re.search(r'<option value="0"\s+selected', page) is not None
    assert "No schooling completed" in home
    sent(client, {"education": "9"}, status=400)
    assert Profile.objects.get().education == 0


def test_the_counsellor_reads_every_wish() -> None:
    client, service = ermek(), people.organisation_of(cast.SERVICE)
    sent(client, {"place": "Kant", "place_2": "Osh", "contracts": ["seasonal"], "language_0": "de", "level_0": "B1",
                  "education": "6"})  # fmt: skip
    office = register_office("test", names={"en": "Office"}, place="naryn", organisation=service.id, by=people.BY)
    person, gulnara = people.person(cast.ERMEK).id, people.person(cast.GULNARA).id
    assign_client(person, gulnara, office.code, on=timezone.localdate(), by=people.BY)
    page = people.signed_in(cast.GULNARA).get(f"/en/me/clients/{person}").content.decode()
    assert [word for word in ("Kant, Osh", "Seasonal", "German – B1", "up to 25", "Bachelor") if word not in page] == []


@pytest.mark.row("A-11")
def test_ones_own_data_hold_every_wish() -> None:
    ready = day(30)
    sent(ermek(), {"place": "Kant", "place_2": "Osh", "contracts": ["seasonal"], "language_0": "de", "level_0": "B1",
                   "education": "6", **as_boxes(ready)})  # fmt: skip
    account = people.person(cast.ERMEK)
    (row,) = export_own_data(account.id, by=doer(account))["profile"]["profile"]
    assert (row["place"], row["more_places"], row["contracts"]) == ("kant", ["osh"], ["seasonal"])
    assert (row["start_from"], row["languages"]) == (ready, [{"code": "de", "level": "B1"}])
    assert row["education"] == 6


@pytest.mark.django_db(transaction=True)
def test_the_migration_keeps_the_place() -> None:
    profile, by = mine()
    set_wishes(profile.id, Wishes(place="kant", radius_km=50), by=by)
    try:
        MigrationExecutor(connection).migrate([("jobseekers", "0002_row_security")])
        MigrationExecutor(connection).migrate([("jobseekers", "0003_more_places")])
        kept = Profile.objects.get(id=profile.id)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert (kept.place_id, kept.more_places, kept.radius_km, kept.places) == ("kant", [], 50, ("kant",))
