"""The pages about the service: complete in three languages, closed to what the browser must not run."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from pytest_django import Settings

from firststop.core import retention
from firststop.core.country import CountryPack, available, load_pack
from tests import cast, people
from tests.site.markup import breaches
from tests.vacancies.test_writing import firm

pytestmark = pytest.mark.django_db  # other packages count on the first page

PAGES = ["home", "about", "privacy", "accessibility", "help", "languages"]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def address(page: str, language: str) -> str:
    with override(language):
        return reverse(f"site:{page}")


def html_of(client: Client, page: str, language: str = "en", **headers: str) -> str:
    response = client.get(address(page, language), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_and_keeps_the_rules(client: Client, page: str, language: str) -> None:
    html = html_of(client, page, language)
    assert breaches(html) == []
    assert f'<html lang="{language}">' in html
    assert html.count("<main ") == 1
    assert 'href="#main"' in html


@pytest.mark.parametrize(
    "planted",
    [
        "<p style='x'>", "<script>1</script>", "<a onclick=x>", "<img src='//elsewhere/x'>", "<i id=a></i><i id=a></i>",
        "⟦undefined: x⟧", "<input id=lost>", "<style>", "<h1>",
    ],
)  # fmt: skip
def test_a_breach_of_the_rules_is_caught(planted: str) -> None:
    assert len(breaches(f"<h1>Page</h1>{planted}")) == 1


@pytest.mark.parametrize("language", ["ru", "ky"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_english_sentence_left(
    client: Client, monkeypatch: pytest.MonkeyPatch, empty_home: None, page: str, language: str
) -> None:
    # The first page and the privacy notice speak the words of other packages, too; here only ours are asked.
    monkeypatch.setattr(retention, "_kept", {rule.model: rule for rule in retention.CORE})
    html = html_of(client, page, language)
    html = re.sub(r'<span lang="en">[^<]*</span>', "", html)  # what is told as it was written, and marked so
    main = re.sub(r"<[^>]+>", "\n", html[html.index("<main ") : html.index("</main>")])
    english = [line.strip() for line in main.splitlines() if re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", line)]
    assert [line for line in english if "GeoNames" not in line] == []


@pytest.mark.parametrize("country", available())
def test_each_item_of_a_country_is_told_as_real_with_its_source_or_as_a_demonstration(
    client: Client, settings: Settings, country: str
) -> None:
    settings.COUNTRY = country
    rows = html_of(client, "about").partition("<tbody")[2].split("<tr")[1:]
    told = [((">Real<" in row, ">Demonstration<" in row), re.findall(r'<span lang="en">([^<]*)<', row)) for row in rows]
    items = [item for _name, item in load_pack(country).marks(timezone.localdate())]
    assert told == [((it.kind == "real", it.kind != "real"), [escape(it.source)]) for it in items]
    assert len(items) > 15


def test_a_demonstration_that_steers_a_filter_or_a_rule_is_marked_where_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    firm()
    employer = people.signed_in(cast.AIDA)
    pay = employer.post("/en/vacancies/new").headers["Location"].removesuffix("/work") + "/pay"
    pages = {"demonstration rates": "/en/vacancies/?q=", "a minimum wage that is a demonstration": pay}
    for words, page in pages.items():
        assert words in employer.get(page).content.decode()
    monkeypatch.setattr("firststop.core.templatetags.pieces.load_pack", lambda _code: real(load_pack("kg")))
    for words, page in pages.items():
        assert words not in employer.get(page).content.decode()


def real(pack: CountryPack) -> CountryPack:
    """Return a pack whose rates and minimum wage are real."""
    tables = tuple(replace(table, kind="real") for table in pack.exchange.tables)
    wages = tuple(replace(wage, kind="real") for wage in pack.pay.minimum_wage)
    return replace(pack, exchange=replace(pack.exchange, tables=tables), pay=replace(pack.pay, minimum_wage=wages))


def test_each_language_is_one_step_away_on_the_same_page(client: Client) -> None:
    html = html_of(client, "privacy", "ru")
    assert 'href="/en/privacy" lang="en" hreflang="en"' in html
    assert 'href="/ky/privacy" lang="ky" hreflang="ky"' in html
    assert '<span aria-current="true" lang="ru">Рус<span class="fs-languages__rest">ский</span></span>' in html


def test_the_fonts_stay_away_from_a_reader_who_saves_data(client: Client) -> None:
    assert "fonts.css" in html_of(client, "home")
    assert "fonts.css" not in html_of(client, "home", Save_Data="on")


def test_a_page_tells_the_browser_to_run_nothing_of_its_own(client: Client) -> None:
    policy = client.get(address("home", "en"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_gallery_is_for_builders_only(client: Client) -> None:
    assert client.get("/en/components").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_keeps_the_rules(client: Client, language: str, settings: pytest.FixtureRequest) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    html = html_of(client, "components", language)
    assert breaches(html) == []
