"""The search page: filters, counts, orders and addresses mean what they say, and nothing breaks it."""

import re
import shutil
from datetime import timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from firststop.core.folding import fold
from firststop.taxonomy.models import Place, PlaceName
from firststop.taxonomy.queries import places_meant
from firststop.vacancies import finding, indexing
from firststop.vacancies.models import Vacancy
from firststop.vacancies.search import SearchIndex
from tests.jobseekers.test_pages import concept
from tests.placements import stage
from tests.scene import searchable
from tests.vacancies.test_saved_searches import town

pytestmark = pytest.mark.django_db
PAGE = "/en/vacancies/"
ORDER = "The search is being put in order"
TERMS: dict[str, tuple[object, ...]] = {
    "schedule": ("full_day", "shift", None),
    "contract": ("permanent", "seasonal", "permanent", None),
    "remote": ("full", None),
    "housing_type": (None, None, "dormitory", None, None),
    "experience_months": (0, 12, None),
    "quota": (True, None, None),
}
#: The page's name of a filter and the field of the record that it looks at.
FILTERS = {"schedule": "schedule", "contract": "contract", "remote": "remote", "housing": "housing_type"}


@pytest.fixture
def ads(monkeypatch: pytest.MonkeyPatch) -> list[Vacancy]:
    """Give 30 public ads of all kinds: 20 sew, 10 weld; every third states no pay; the far ones are in another town."""
    near, far = town("near-town", "Karakol"), town("far-town", "Osh")
    Place.objects.filter(code=far.code).update(lat=40.5, lon=72.8)
    house, now = stage.sewing(), timezone.now()
    made = []
    for number in range(30):
        ad = house.vacancy(title="Сварщик" if number % 3 == 2 else "Швея")
        ad.record |= {name: values[number % len(values)] for name, values in TERMS.items()}
        ad.record = {name: value for name, value in ad.record.items() if value is not None}
        ad.places = [near.code if number % 2 else far.code]
        ad.published_at = ad.modified_at = now - timedelta(days=number, minutes=1)
        ad.pay_month_min = ad.pay_month_max = None if number % 3 == 0 else Decimal(20_000 + number * 1_000)
        ad.save()
        made.append(ad)
    searchable(monkeypatch)
    return made


def page(query: str, status: int = 200) -> str:
    answer = Client().get(f"{PAGE}{query}")
    assert answer.status_code == status, query
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def total(html: str) -> int:
    found = re.search(r"data-say>(\d+) vacanc", html)
    assert found is not None
    return int(found.group(1))


def shown(html: str) -> list[str]:
    """Return the ids of the ads of one page, in their order."""
    return re.findall(rf'href="{PAGE}([0-9a-f-]{{36}})"', html)


def all_shown(query: str) -> list[str]:
    """Return the ids of the ads of every page."""
    found, html = [], page(query)
    while True:
        found += shown(html)
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', html)
        if following is None:
            return found
        html = page(following.group(1))


def counts(html: str, name: str) -> dict[str, int]:
    """Return how many ads each choice of a filter promises."""
    boxes = re.findall(rf'name="{name}"[^>]*value="([^"]+)"(.*?)</div>', html, re.DOTALL)
    return {value: int(found.group(1)) for value, rest in boxes if (found := re.search(r">\s*(\d+)\s*<", rest))}


@pytest.mark.parametrize("name", [*FILTERS, "experience"])
def test_a_filter_finds_its_ads_and_its_count_promises_the_total(ads: list[Vacancy], name: str) -> None:
    promised = counts(page("?q=швея"), name)
    assert promised
    for value, number in promised.items():
        html = page(f"?q=швея&{name}={value}")
        assert total(html) == number, value
        if name in FILTERS:
            fits = {str(ad.id) for ad in ads if ad.title == "Швея" and ad.record.get(FILTERS[name]) == value}
            assert set(all_shown(f"?q=швея&{name}={value}")) == fits


def test_an_address_that_asks_for_a_quota_shows_it_and_else_the_groups_say_whom_it_is_for(ads: list[Vacancy]) -> None:
    quota = [ad for ad in ads if ad.record.get("quota")]
    assert counts(page(""), "group") == {"disability": len(quota)}
    assert counts(page(""), "quota") == {}
    assert counts(page("?quota=yes"), "quota") == {"yes": len(quota)}
    assert total(page("?quota=yes")) == total(page("?group=disability")) == len(quota)


def test_two_choices_of_one_filter_widen_and_two_filters_narrow(ads: list[Vacancy]) -> None:
    permanent, seasonal = total(page("?contract=permanent")), total(page("?contract=seasonal"))
    assert total(page("?contract=permanent&contract=seasonal")) == permanent + seasonal
    both = [ad for ad in ads if (ad.record.get("contract"), ad.record.get("schedule")) == ("permanent", "shift")]
    assert total(page("?contract=permanent&schedule=shift")) == len(both) > 0


@pytest.mark.parametrize(("days", "number"), [("1", 1), ("3", 3), ("7", 7), ("12", 12), ("30", 30)])
def test_posted_within_days_finds_the_newest(ads: list[Vacancy], days: str, number: int) -> None:
    assert set(all_shown(f"?posted={days}")) == {str(ad.id) for ad in ads[:number]}


def test_a_place_is_searched_with_what_lies_around(ads: list[Vacancy]) -> None:
    near = {str(ad.id) for ad in ads if ad.places == ["near-town"]}
    for query in ("?place=near-town", "?place=Karakol&km=10"):
        assert set(all_shown(query)) == near
    html = page("?place=Nowhereville")
    assert "We do not know this place" in html
    assert total(html) == len(ads)


def test_a_place_that_was_merged_is_searched_as_what_it_became(ads: list[Vacancy]) -> None:
    Place.objects.create(code="old-town", path="/old-town/", kind="settlement", replaced_by_id="near-town")
    near = {str(ad.id) for ad in ads if ad.places == ["near-town"]}
    assert set(all_shown("?place=old-town")) == near
    assert [str(hit["id"]) for hit in Client().get("/api/v1/vacancies?place=old-town&size=100").json()["vacancies"]]


def test_the_box_leads_back_to_the_place_that_was_chosen_among_namesakes(ads: list[Vacancy]) -> None:
    for code, region in (("ak-suu-1", "north"), ("ak-suu-2", "south")):
        Place.objects.create(code=region, path=f"/{region}/", kind="region")
        PlaceName.objects.create(place_id=region, language="en", text=region.title(), folded=region, preferred=True)
        Place.objects.create(code=code, parent_id=region, path=f"/{region}/{code}/", kind="settlement", lat=42, lon=78)
        PlaceName.objects.create(place_id=code, language="en", text="Ak-Suu", folded=fold("Ak-Suu"), preferred=True)
    html = page("?place=ak-suu-2")
    assert 'value="Ak-Suu, South"' in html
    assert places_meant("Ak-Suu, South", "en")[0].code == "ak-suu-2"


def test_unknown_pay_is_kept_or_left_out_and_its_number_said(ads: list[Vacancy]) -> None:
    unknown = {str(ad.id) for ad in ads if ad.pay_month_max is None}
    enough = {str(ad.id) for ad in ads if (ad.pay_month_max or 0) >= 35_000}
    assert "We do not know the monthly pay of 10 vacancies." in page("")
    assert set(all_shown("?pay_from=35000")) == enough | unknown
    assert set(all_shown("?pay_from=35 000&unknown_pay=drop")) == enough


def test_the_orders_are_newest_highest_pay_and_nearest(ads: list[Vacancy]) -> None:
    by_id = {str(ad.id): ad for ad in ads}
    newest = [by_id[key].published_at for key in all_shown("?sort=date")]
    assert newest == sorted(newest, key=lambda at: at or timezone.now(), reverse=True)
    pay = [by_id[key].pay_month_max for key in all_shown("?sort=pay")]
    stated = [amount for amount in pay if amount is not None]
    assert stated == sorted(stated, reverse=True)
    assert pay[len(stated) :] == [None] * (len(pay) - len(stated))
    html = page("?sort=distance&place=near-town&km=150")
    away = [int(km) for km in re.findall(r", (\d+) km", html)]
    assert away == sorted(away)


def test_pages_follow_each_other_without_a_gap_or_a_repeat(ads: list[Vacancy]) -> None:
    for query in ("?q=швея", "?sort=pay", "?sort=date&contract=permanent"):
        found = all_shown(query)
        assert len(found) == len(set(found)) == total(page(query))


def test_an_address_keeps_its_meaning_on_the_next_page_and_without_filters(ads: list[Vacancy]) -> None:
    query = "?q=швея&place=near-town&km=150&contract=permanent&contract=seasonal&sort=date"
    assert page(query).count("checked") >= 2
    html = page("?q=швея&contract=permanent&contract=seasonal&sort=date")
    following = re.search(r'href="(\?[^"]*after=[^"]*)"', html)
    assert following is not None
    kept = parse_qs(urlsplit(following.group(1)).query)
    assert (kept["q"], kept["contract"], kept["sort"]) == (["швея"], ["permanent", "seasonal"], ["date"])


def test_an_occupation_stays_when_a_filter_is_chosen(ads: list[Vacancy]) -> None:
    work = concept("occupation", en="seamstress")
    html = page(f"?occupation={work.id}")
    assert f'name="occupation" value="{work.id}"' in html
    assert "occupation <b>seamstress</b>" in html


@pytest.mark.parametrize("colour", ["?colour=red", "?q=швея&shedule=shift", "?Q=швея"])
def test_an_unknown_parameter_is_refused_with_its_name(ads: list[Vacancy], colour: str) -> None:
    assert "We do not know this parameter." in page(colour, 400)


@pytest.mark.parametrize(
    "faulty",
    ["contract=slavery", "q=a&q=b", "sort=pay&sort=pay", "km=far", "posted=yesterday", "pay_from=many", "sort=luck",
     "occupation=seamstress", "unknown_pay=perhaps", f"q={'a' * 401}"],
)  # fmt: skip
def test_a_faulty_value_is_told_and_not_passed_over(ads: list[Vacancy], faulty: str) -> None:
    name = faulty.partition("=")[0]
    html = page(f"?quota=yes&{faulty}", 400)
    assert "Please correct this" in html
    assert f'href="#id_{name}"' in html or name in html


def test_a_cursor_that_is_not_ours_is_refused_in_words_with_a_way_on(ads: list[Vacancy]) -> None:
    html = page("?after=nonsense", 400)
    assert "This link to the next page is out of date." in html
    assert "Search again from the first page." in html


def test_pay_beyond_every_ad_is_told_with_its_bounds(ads: list[Vacancy]) -> None:
    assert "Write an amount from 0 to 999999999." in page("?pay_from=1000000000", 400)
    assert "Write an amount" not in page("?pay_from=999999999")


@pytest.mark.row("T-10")
def test_other_places_of_the_same_name_are_offered_so_that_they_can_be_told_apart(ads: list[Vacancy]) -> None:
    Place.objects.create(code="twin", path="/twin/", kind="settlement")
    PlaceName.objects.create(place_id="twin", language="en", text="Karakol", folded="karakol", preferred=True)
    html = page("?place=Karakol")
    assert "Other places with this name:" in html
    assert "Karakol (twin)</a>" in html
    Place.objects.filter(code__in=("twin", "near-town")).update(kind="district")
    Place.objects.filter(code="twin").update(kind="region")
    html = page("?place=Karakol")
    assert ">Karakol (District)</a>" in html or ">Karakol (Region)</a>" in html
    assert "Other places" not in page("?place=twin")


def test_a_distance_without_a_town_is_not_passed_over(ads: list[Vacancy]) -> None:
    assert "The distance did not count" in page("?km=30")
    assert "The distance did not count" in page("?sort=distance")
    assert "The distance did not count" not in page("?km=30&place=Karakol")


def test_the_button_for_filters_counts_those_that_are_on_and_no_others(ads: list[Vacancy]) -> None:
    assert '<span class="govuk-details__summary-text">Filters</span>' in page("")
    assert '<span class="govuk-details__summary-text">Filters: 1 on</span>' in page("?quota=yes")


def test_a_search_without_results_says_so_once_and_leads_on(ads: list[Vacancy]) -> None:
    html = page("?q=nothinglikeit")
    assert (total(html), html.count("No vacancy fits this search"), "See all vacancies" in html) == (0, 1, True)
    assert "Take the filters away" not in html
    assert "Take the filters away" in page("?q=nothinglikeit&contract=permanent")


@pytest.mark.parametrize("worker", ["goes on", "starts again"])
@pytest.mark.parametrize("damage", ["missing", "empty file", "garbage in every file", "half of every file"])
def test_a_damaged_index_shows_a_page_and_heals_itself(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, damage: str, worker: str
) -> None:
    stage.sewing().vacancy()
    Vacancy.objects.update(modified_at=timezone.now())
    settings.VAR = tmp_path
    folder = indexing.index_folder()
    monkeypatch.setattr(finding, "_readers", {})
    monkeypatch.setattr(indexing, "_writer", [SearchIndex.open(folder)])
    indexing.rebuild()
    assert (total(page("?q=швея")), indexing.step()) == (1, 0)
    if worker == "starts again":
        indexing.writer().close()
    _hurt(folder, damage)
    for readers in ({}, finding._readers):
        monkeypatch.setattr(finding, "_readers", readers)
        html = page("?q=швея")
        assert (total(html), ORDER in html, "No vacancy fits" in html) in {(1, False, False), (0, True, False)}
    if worker == "starts again":
        monkeypatch.setattr(indexing, "_writer", [])
    indexing.step()
    for readers in (finding._readers, {}):
        monkeypatch.setattr(finding, "_readers", readers)
        html = page("?q=швея")
        assert (total(html), ORDER in html, indexing.step()) == (1, False, 0)
    indexing.writer().close()


def _hurt(folder: Path, damage: str) -> None:
    if damage == "missing":
        shutil.rmtree(folder)
        return
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        whole = file.read_bytes()
        file.unlink()  # Who has it open keeps what was there; cutting a mapped file short would end the process.
        file.write_bytes(
            {"empty file": b"", "garbage in every file": b"\x13" * len(whole)}.get(damage, whole[: len(whole) // 2])
        )
