"""Skills, share of full time, the last minutes and protected groups: the page and the API find what a look at every ad
finds."""

import random
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from firststop.core.refusals import Refused
from firststop.taxonomy.models import Concept
from firststop.vacancies import finding
from firststop.vacancies.conditions import Book, address_of, conditions_in
from firststop.vacancies.enums import ProtectedGroup
from firststop.vacancies.indexing import documents
from firststop.vacancies.models import Vacancy
from firststop.vacancies.queries import public_cards_after
from firststop.vacancies.search import SearchIndex
from tests.counts import count
from tests.jobseekers.test_pages import concept
from tests.placements import stage
from tests.vacancies.test_search_page import all_shown, counts, page, total

pytestmark = pytest.mark.django_db
ADS, DOOR, PAGE = count(120, proof=300), "/api/v1/vacancies", "/en/vacancies/"
#: What employers write, and whom it means.
SAID = {
    "large_families": "large_families", "Многодетные родители": "large_families",
    "Көп балалуу ата-энелер": "large_families", "Parents of many children": "large_families",
    "Выпускники детских домов": "care_leavers", "orphans": "care_leavers",
    "Люди старше 50 лет": "older", "50 жаштан жогору адамдар": "older", "Инвалиды": "disability", "young": "young",
    "Погорельцы": "other",
}  # fmt: skip
SKILLS = {"cut fabrics", "sew garments"}
Query = list[tuple[str, str]]
Fits = Callable[[Vacancy, Any], bool]


class Market:
    """Public ads whose facts are drawn, the skills that they ask for, and the moment they were counted at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rng, house, self.now = random.Random(25), stage.sewing(), timezone.now()
        self.skills = {
            "sew": concept("skill", en="sew garments", ru="шить одежду", ky="кийим жасоо"),
            "cut": concept("skill", en="cut fabrics", ru="кроить ткани", ky="кездеме бычуу"),
            "iron": concept("skill", en="iron textiles", ru="гладить изделия", ky="үтүктөө"),
        }
        self.ads = []
        for number in range(ADS):
            ad = house.vacancy(title="Швея" if number % 3 else "Сварщик")
            ad.record |= {name: value for name, value in self._facts(rng).items() if value is not None}
            ad.published_at = ad.modified_at = self.now - timedelta(minutes=rng.randrange(50_000), seconds=30)
            ad.save()
            self.ads.append(ad)
        index = SearchIndex.open()
        index.apply(documents(public_cards_after(None, limit=ADS)), [], "0/0")
        monkeypatch.setattr(finding, "reader", lambda: index)

    def _facts(self, rng: random.Random) -> dict[str, Any]:
        part = rng.choice((None, rng.randrange(10, 90, 10)))
        chosen = rng.sample(list(self.skills.values()), rng.randrange(3))
        return {
            "skills": [{"id": str(skill.id), "must": True} for skill in chosen] or None,
            "time_band": rng.choice(("full_time", "part_time", None)),
            "hours_percent_min": None if part is None else str(part),
            "hours_percent_max": None if part is None else str(part + 10),
            "protected_groups": rng.choice((None, None, rng.sample(list(SAID), rng.randint(1, 2)))),
            "quota": rng.choice((None, None, None, True)),
        }

    def fitting(self, fits: Fits) -> set[str]:
        return {str(ad.id) for ad in self.ads if fits(ad, self)}


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch) -> Market:
    return Market(monkeypatch)


def asks(ad: Vacancy, market: Market, *names: str) -> bool:
    wanted = {str(market.skills[name].id) for name in names}
    return bool(wanted & {skill["id"] for skill in ad.record.get("skills", ())})


def hours(ad: Vacancy, least: int, most: int) -> bool:
    low, high = ad.record.get("hours_percent_min"), ad.record.get("hours_percent_max")
    return low is not None and least <= int(high) and int(low) <= most


def kept_for(ad: Vacancy, *groups: str) -> bool:
    said = {SAID[words] for words in ad.record.get("protected_groups", ())} | (
        {"disability"} & {ad.record.get("quota") and "disability"}
    )
    return bool(said & set(groups))


def since(ad: Vacancy, market: Market, **span: int) -> bool:
    return ad.published_at is not None and ad.published_at >= market.now - timedelta(**span)


FILTERS: dict[str, tuple[Query, Fits]] = {
    "a skill": ([("skill", "sew")], lambda ad, m: asks(ad, m, "sew")),
    "two skills": ([("skill", "sew"), ("skill", "iron")], lambda ad, m: asks(ad, m, "sew", "iron")),
    "full time": ([("time_band", "full_time")], lambda ad, _m: ad.record.get("time_band") == "full_time"),
    "full or part time": (
        [("time_band", "full_time"), ("time_band", "part_time")], lambda ad, _m: "time_band" in ad.record,
    ),
    "half the hours or so": ([("hours_from", "40"), ("hours_to", "60")], lambda ad, _m: hours(ad, 40, 60)),
    "hours from": ([("hours_from", "85")], lambda ad, _m: hours(ad, 85, 100)),
    "hours from nothing": ([("hours_from", "0")], lambda ad, _m: hours(ad, 0, 100)),
    "hours up to": ([("hours_to", "25")], lambda ad, _m: hours(ad, 0, 25)),
    "minutes": ([("minutes", "2500")], lambda ad, m: since(ad, m, minutes=2_500)),
    "a day": ([("posted", "1")], lambda ad, m: since(ad, m, days=1)),
    "three days": ([("posted", "3")], lambda ad, m: since(ad, m, days=3)),
    "ten days": ([("posted", "10")], lambda ad, m: since(ad, m, days=10)),
    "days and minutes": ([("posted", "7"), ("minutes", "900")], lambda ad, m: since(ad, m, minutes=900)),
    **{
        f"kept for {group}": ([("group", group)], lambda ad, _m, group=group: kept_for(ad, group))  # type: ignore[misc]
        for group in sorted(set(SAID.values()))
    },
    "two groups": ([("group", "older"), ("group", "young")], lambda ad, _m: kept_for(ad, "older", "young")),
    "all of it": (
        [("skill", "cut"), ("time_band", "part_time"), ("group", "disability"), ("posted", "30")],
        lambda ad, m: asks(ad, m, "cut") and ad.record.get("time_band") == "part_time" and kept_for(ad, "disability")
        and since(ad, m, days=30),
    ),
}  # fmt: skip


def meant(query: Query, market: Market) -> Query:
    """Return the query with each skill by its id."""
    return [(name, str(market.skills[value].id) if name == "skill" else value) for name, value in query]


def by_api(query: Query) -> set[str]:
    said = [("days" if name == "posted" else name, value) for name, value in query]
    found, after = [], ""
    while True:
        answer = Client().get(f"{DOOR}?{urlencode([*said, ('size', '100'), ('after', after)])}")
        assert answer.status_code == 200, answer.content
        found += [ad["id"] for ad in answer.json()["vacancies"]]
        after = answer.json()["next"] or ""
        if not after:
            return set(found)


@pytest.mark.row("V-18", "V-25")
def test_the_page_and_the_api_find_what_a_look_at_every_ad_finds(market: Market) -> None:
    for name, (query, fits) in FILTERS.items():
        said, wanted = meant(query, market), market.fitting(fits)
        assert 0 < len(wanted) < ADS, name
        assert by_api(said) == wanted, name
        assert total(page(f"?{urlencode(said)}")) == len(wanted), name
        if len(wanted) < 25:
            assert set(all_shown(f"?{urlencode(said)}")) == wanted, name


@pytest.mark.row("V-18", "V-25")
def test_every_count_on_the_page_is_the_total_of_its_search(market: Market) -> None:
    html = page("?q=швея")
    for name in ("group", "time_band"):
        promised = counts(html, name)
        assert len(promised) > 1
        for value, number in promised.items():
            assert total(page(f"?q=швея&{name}={value}")) == number, value
    posted = dict(re.findall(r'<option value="(\d+)">[^<]*\((\d+)\)', html))
    assert posted.keys() == {"1", "3", "7", "30"}
    for days, number in posted.items():
        assert total(page(f"?q=швея&posted={days}")) == int(number)
    facets = Client().get(DOOR, {"q": "швея"}).json()["facets"]
    assert facets["protected_groups"] == counts(html, "group")


@pytest.mark.row("V-18", "V-25")
@pytest.mark.parametrize(
    ("faulty", "sentence"),
    [
        ("skill=zzzzzz", "We do not know this skill. Choose the nearest from the list."),
        (f"skill={uuid.UUID(int=5)}", "We do not know this skill."),
        ("time_band=night", "night"),
        ("hours_from=101", "Write hours from 0 to 100 percent."),
        ("hours_to=-1", "Write hours from 0 to 100 percent."),
        ("hours_from=half", "This is no whole number. Write digits only."),
        ("hours_from=80&hours_to=20", "Write hours from 0 to 100 percent, the smaller number first."),
        ("minutes=0", "Write minutes from 1 to 525600."),
        ("minutes=5&minutes=5", "This is asked twice."),
        ("posted=366", "366"),
        ("group=women", "women"),
        ("groups=older", "Did you mean group?"),
    ],
)
def test_a_value_that_is_not_known_is_refused_by_the_page_and_the_api(
    market: Market, faulty: str, sentence: str
) -> None:
    assert sentence in page(f"?{faulty}", 400)
    answer = Client().get(f"{DOOR}?{faulty.replace('posted', 'days')}")
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["hint"]
    assert "vacancies" not in answer.json()


@pytest.mark.parametrize("typed", ["sew garments", "шить одежду", "кийим жасоо", "Sew garm"])
def test_a_skill_is_typed_by_its_name_in_any_language_without_a_script(market: Market, typed: str) -> None:
    html = page(f"?{urlencode({'skill': typed})}")
    assert total(html) == len(market.fitting(lambda ad, m: asks(ad, m, "sew")))
    key = market.skills["sew"].id
    assert re.search(rf'name="skill"\s+type="checkbox"\s+value="{key}"\s+checked', html)
    assert "Filters: 1 on" in html
    both = page(f"?{urlencode([('skill', key), ('skill', 'iron textiles'), ('skill', '')])}")
    assert total(both) == len(market.fitting(lambda ad, m: asks(ad, m, "sew", "iron")))


def test_a_skill_that_is_not_known_stays_in_its_field_and_the_folded_part_opens(market: Market) -> None:
    html = page("?skill=zzzzzz", 400)
    assert 'value="zzzzzz"' in html
    assert 'href="#id_skill"' in html
    assert re.search(r'<details class="govuk-details" open[^>]*>\s*<summary[^>]*><span[^>]*>More filters', html)
    assert re.search(r'<details class="govuk-details" open[^>]*>\s*<summary[^>]*><span[^>]*>Filters', html)
    assert not re.search(r'<details class="govuk-details" open', page(""))
    assert "Take away:" not in page("?hours_from=80&hours_to=20", 400), "neither end counts where they contradict"


def test_skills_are_suggested_while_one_types(market: Market) -> None:
    answer = Client().get("/ru/vacancies/skills", {"skill": "шить"})
    assert '<option value="шить одежду">' in answer.content.decode()


def test_each_filter_that_is_on_is_shown_and_taken_away_by_one_link(market: Market) -> None:
    query = meant([*FILTERS["all of it"][0], ("hours_from", "10"), ("minutes", "40000"), ("skill", "sew")], market)
    html = page(f"?{urlencode(query)}")
    shown = re.findall(r'<a class="fs-tag" href="(\?[^"]*)"><span[^>]*>Take away: </span>([^<]*?) <span', html)
    assert {words for _address, words in shown} == {
        *SKILLS, "Part time", "People with a disability", "Last 30 days", "Last 40000 minutes",
        "from 10 percent of full time",
    }  # fmt: skip
    assert "Filters: 7 on" in html
    for address, words in shown:
        without = page(address)
        assert "Filters: 6 on" in without
        assert f"Take away: </span>{words} <" not in without
        # Another skill widens, any other filter narrows.
        assert total(without) <= total(html) if words in SKILLS else total(without) >= total(html)


@pytest.mark.row("V-25", "J-07")
def test_a_saved_search_keeps_skills_hours_and_groups_in_the_words_of_each_language(market: Market) -> None:
    query = meant(
        [("skill", "sew"), ("time_band", "part_time"), ("hours_from", "0"), ("hours_to", "50"), ("group", "older")],
        market,
    )
    given = QueryDict(urlencode([*query, ("posted", "7"), ("minutes", "60")]))
    kept = conditions_in(given, "en")
    assert kept == {name: [value] for name, value in query}
    words = {
        "en": ["sew garments", "Part time", "0 to 50 percent of full time", "Older people"],
        "ru": ["шить одежду", "Частичная занятость", "от 0 до 50 процентов полного дня", "Люди старшего возраста"],
        "ky": ["кийим жасоо", "Жарым-жартылай жумуш убактысы", "толук убакыттын 0–50 пайызы", "Улгайган адамдар"],
    }
    for language, said in words.items():
        with override(language):
            assert [told.replace("\u00a0", " ") for told in Book([kept], language).words(kept)] == said
    fits = market.fitting(
        lambda ad, m: (
            asks(ad, m, "sew")
            and ad.record.get("time_band") == "part_time"
            and hours(ad, 0, 50)
            and kept_for(ad, "older")
        )
    )
    assert set(all_shown(f"?{address_of(kept)}")) == fits
    found = finding.search(Book([kept], "en").query(kept), language="en", now=timezone.now())
    assert {hit.id for hit in found.hits} == fits


@pytest.mark.row("J-07")
def test_a_saved_search_whose_skill_is_no_more_is_told_and_searches_for_nothing_else(market: Market) -> None:
    kept = conditions_in(QueryDict(urlencode(meant([("skill", "iron")], market))), "en")
    Concept.objects.filter(id=market.skills["iron"].id).delete()
    book = Book([kept], "en")
    assert not book.can_read(kept)
    with pytest.raises(Refused, match="skill"):
        book.query(kept)


@pytest.mark.row("V-25")
@pytest.mark.parametrize(
    ("language", "label", "words"),
    [
        ("en", "Kept for", "Parents of many children"),
        ("ru", "Для кого место", "Многодетные родители"),
        ("ky", "Орун ким үчүн", "Көп балалуу ата-энелер"),
    ],
)
def test_groups_stand_on_the_page_in_the_readers_words(market: Market, language: str, label: str, words: str) -> None:
    html = unescape(Client().get(f"/{language}/vacancies/").content.decode()).replace("\u00a0", " ")
    assert label in html
    assert re.search(rf'value="large_families"[^>]*>\s*<label[^>]*>{words}</label>', html)
    assert set(counts(html, "group")) <= set(ProtectedGroup.values)
