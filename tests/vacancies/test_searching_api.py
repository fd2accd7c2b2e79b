"""A program searches over HTTP: it reads to the last ad, counts hold what they say, and it sees where ads are from."""

import random
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firststop.taxonomy.models import Place, PlaceName
from firststop.vacancies import finding
from firststop.vacancies.enums import AdStatus, SourceType
from firststop.vacancies.indexing import documents
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import public_cards_after, vacancy_cards
from firststop.vacancies.search import SearchIndex
from firststop.vacancies.services import Item, receive_batch, stop_vacancy
from tests.counts import count
from tests.vacancies.test_life import Firm, record
from tests.vacancies.twins import multiply

DOOR = "/api/v1/vacancies"
#: How many ads the service makes for a test; what is more is copied from them.
MADE = 1_000
pytestmark = pytest.mark.django_db
CONTRACTS, BANDS, REMOTES = ("permanent", "seasonal", "fixed_term"), ("full_time", "part_time"), ("none", "full")


def _village(code: str, name: str) -> None:
    Place.objects.create(code=code, path=f"/{code}/", kind="settlement", lat=42.5, lon=72.2)
    PlaceName.objects.create(place_id=code, language="en", text=name, folded=name.lower(), preferred=True)


@pytest.mark.row("T-10")
@pytest.mark.parametrize("typed", ["Talas", "tala", "Talaz"])
def test_a_name_of_two_places_is_refused_with_the_code_of_each(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Board(monkeypatch, 1)
    _village("xx-talas-1", "Talas")
    assert Client().get(DOOR, {"place": typed}).status_code == 200
    _village("xx-talas-2", "Talas")
    answer = Client().get(DOOR, {"place": typed})
    assert answer.status_code == 400
    problem = answer.json()["problems"][0]
    assert (problem["rule"], problem["pointer"]) == ("name.several", "/place")
    assert "xx-talas-1 (Talas, settlement); xx-talas-2 (Talas, settlement)" in problem["hint"]
    assert "vacancies" not in answer.json()
    assert Client().get(DOOR, {"place": "xx-talas-2"}).status_code == 200


class Board:
    """A firm's ads with the index that searches read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        self.firm, self.rng, self.index = Firm(), random.Random(11), SearchIndex.open()
        monkeypatch.setattr(finding, "reader", lambda: self.index)
        self.known = self.post(min(number, MADE), "first")
        if number > MADE:
            self.known = multiply(number)
            for first in range(0, number, MADE):
                cards = vacancy_cards(self.known[first : first + MADE]).values()
                self.index.apply(documents(list(cards)), [], f"twins {first}")

    def post(self, number: int, kind: str) -> list[uuid.UUID]:
        items = [
            Item(f"{kind}-{i}", self._ad(), self.firm.firm.id, SourceType.AGENCY, AdStatus.ACTIVE)
            for i in range(number)
        ]
        now = timezone.now()
        made = [receipt.id for receipt in receive_batch(items, provider="test", by=self.firm.by, at=now)]
        for key in made:
            posted = now - timedelta(minutes=self.rng.randrange(50_000))
            Vacancy.objects.filter(id=key).update(published_at=posted)
        self.index.apply(documents(list(vacancy_cards(made).values())), [], kind)
        return made

    def stop(self, key: uuid.UUID) -> None:
        now = timezone.now()
        stop_vacancy(key, organisation=self.firm.house.id, reason="filled", by=self.firm.by, at=now)
        self.index.apply([], [str(key)], f"without {key}")

    def _ad(self) -> Any:
        pick, part = self.rng.choice, self.rng.randrange(2, 9) * 10
        return record(
            title=pick(("Швея", "Швея ночная", "Закройщик")), contract=pick(CONTRACTS), time_band=pick(BANDS),
            remote=pick(REMOTES), housing_type=pick(("room", "none")), quota=pick((True, False)),
            experience_months=pick((0, 12)), hours_percent_min=str(part), hours_percent_max=str(part + 20),
            protected_groups=pick((["Люди старше 50 лет"], ["Молодёжь"], ["orphans"])),
            contacts=None, source_type="agency", original_url="https://board.example/ads/7",
        )  # fmt: skip


def asked(**facts: Any) -> Any:
    answer = Client().get(DOOR, facts)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.row("V-16")
@pytest.mark.parametrize("size", [1, 7, 100, 0])
def test_pages_of_any_size_hold_together_every_ad_while_ads_change(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    number = {1: 40, 7: 120}.get(size, count(300, proof=100_000))
    board = Board(monkeypatch, number)
    stay = set(board.known[: number // 2])
    leave = board.known[number // 2 :]
    seen: list[str] = []
    after, turn = "", 0
    while True:
        page = asked(size=size or board.rng.randint(1, 100), after=after, sort="date")
        seen += [ad["id"] for ad in page["vacancies"]]
        after, turn = page["next"] or "", turn + 1
        if not after:
            break
        if turn % 3 == 1 and leave:
            board.stop(leave.pop())
            board.post(1, f"later-{turn}")
    assert turn > 1
    assert len(set(seen)) == len(seen), "no ad comes twice"
    assert {str(key) for key in (*stay, *leave)} <= set(seen), "no ad that stays is skipped"


@pytest.mark.row("V-16")
@pytest.mark.parametrize("name", ["colour", "pageSize", "Q", "contracts", "limit"])
def test_a_filter_that_is_not_known_is_refused_and_not_passed_over(name: str) -> None:
    answer = Client().get(DOOR, {name: "1"})
    assert answer.status_code == 400
    problem = answer.json()["problems"][0]
    assert (problem["rule"], problem["pointer"]) == ("parameter.unknown", f"/{name}")
    assert problem["hint"]


@pytest.mark.row("V-16")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"pay_from": "1e9"}, "Write an amount from 0 to 999999999."),
        ({"hours_from": 80, "hours_to": 20}, "Write hours from 0 to 100 percent, the smaller number first."),
    ],
)
def test_a_value_beyond_its_bounds_is_told_with_the_bounds(asked: dict[str, Any], said: str) -> None:
    answer = Client().get(DOOR, asked)
    assert (answer.status_code, answer.json()["problems"][0]["detail"]) == (400, said)


FILTERS: dict[str, tuple[dict[str, Any], Any]] = {
    "words that no ad may hold": ({"exclude": "ночная"}, lambda ad: "ночная" not in ad["title"]),
    "no experience": ({"experience": "none"}, lambda ad: ad["experience_months"] == 0),
    "remote": ({"remote": "full"}, lambda ad: ad["remote"] == "full"),
    "a range of part-time": (
        {"hours_from": 20, "hours_to": 45},
        lambda ad: ad["hours_percent_max"] >= 20 and ad["hours_percent_min"] <= 45,
    ),
    "part-time from": ({"hours_from": 90}, lambda ad: ad["hours_percent_max"] >= 90),
    "housing": ({"housing": "room"}, lambda ad: ad["housing_type"] == "room"),
    "a quota": ({"quota": "true"}, lambda ad: ad["quota"]),
    "two contracts": ({"contract": ["seasonal", "permanent"]}, lambda ad: ad["contract"] != "fixed_term"),
    "two groups": (
        {"group": ["older", "disability"]},
        lambda ad: ad["quota"] or "Люди старше 50 лет" in ad["protected_groups"],
    ),
    "full time": ({"time_band": "full_time"}, lambda ad: ad["time_band"] == "full_time"),
}


@pytest.mark.row("V-18")
@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_finds_what_a_look_at_every_ad_finds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Board(monkeypatch, 60)
    facts, holds = FILTERS[name]
    records = Vacancy.objects.public().values_list("record", flat=True)
    wanted = sum(bool(holds(ad)) for ad in records)
    assert 0 < wanted < 60
    assert asked(**facts)["total"] == wanted


@pytest.mark.row("V-18")
def test_the_last_minutes_are_counted_to_the_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    board, now = Board(monkeypatch, 10), timezone.now()
    for number, key in enumerate(board.known):
        Vacancy.objects.filter(id=key).update(published_at=now - timedelta(minutes=10 * number))
    board.index.apply(documents(public_cards_after(None, limit=100)), [], "dated")
    assert asked(minutes=35)["total"] == 4
    assert asked(minutes=5, days=3)["total"] == 1


@pytest.mark.row("V-18")
def test_each_count_is_the_total_of_the_search_that_it_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    Board(monkeypatch, 80)
    facets = asked(q="швея", time_band="full_time")["facets"]
    assert {"contract", "remote", "housing", "experience", "quota"} <= facets.keys()
    for name in ("contract", "remote", "housing"):
        for value, ads in facets[name].items():
            assert asked(q="швея", time_band="full_time", **{name: value})["total"] == ads > 0
    for group, ads in facets["protected_groups"].items():
        assert asked(q="швея", time_band="full_time", group=group)["total"] == ads > 0
    assert asked(q="швея", time_band="full_time", quota="true")["total"] == facets["quota"]["yes"]


@pytest.mark.row("V-15")
def test_every_ad_says_who_told_of_it_and_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(monkeypatch, 3)
    own = board.firm.published()
    ad = Client().get(f"{DOOR}/{board.known[0]}").json()["card"]
    assert (ad["source_type"], ad["original_url"]) == ("agency", "https://board.example/ads/7")
    mine = Client().get(f"{DOOR}/{own.id}").json()["card"]
    assert (mine["source_type"], mine["original_url"]) == ("employer", None)
    assert all(each["source_type"] for each in asked()["vacancies"])
    assert "https://board.example/ads/7" in Client().get(f"/en/vacancies/{board.known[0]}").content.decode()


@pytest.mark.row("V-15")
def test_the_link_survives_that_an_ad_comes_in_again(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(monkeypatch, 1)
    again = record(title="Швея новая", contacts=None, source_type="agency", original_url="https://board.example/ads/7")
    item = Item("first-0", again, board.firm.firm.id, SourceType.AGENCY, AdStatus.ACTIVE)
    receive_batch([item], provider="test", by=board.firm.by, at=timezone.now())
    card = Client().get(f"{DOOR}/{board.known[0]}").json()["card"]
    assert (card["title"], card["version"]) == ("Швея новая", 2)
    assert (card["source_type"], card["original_url"]) == ("agency", "https://board.example/ads/7")
