"""Browsing: from the widest group to an occupation and its skills, in the reader's language, in a few queries."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firststop.taxonomy.models import Concept, Label
from firststop.taxonomy.models.concepts import concept_id
from firststop.taxonomy.reading.esco import read_folder
from firststop.taxonomy.services import load_starter, load_taxonomy
from tests.taxonomy.lists import write
from tests.taxonomy.test_loading import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("T-01")]
ESCO = "ESCO classification of the European Commission"


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_one_walks_from_the_widest_group_to_an_occupation_and_its_skills(tmp_path: Path) -> None:
    load_taxonomy(read_folder(write(tmp_path / "list", {})), source="test", at=AT)
    tailor, sew, hands = (concept_id(f"urn:t:{name}") for name in ("tailor", "sew", "hands"))
    way = [
        ("/en/taxonomy/occupations", "/en/taxonomy/groups/7"),
        ("/en/taxonomy/groups/7", "/en/taxonomy/groups/75"),
        ("/en/taxonomy/groups/75", "/en/taxonomy/groups/753"),
        ("/en/taxonomy/groups/753", "/en/taxonomy/groups/7531"),
        ("/en/taxonomy/groups/7531", f"/en/taxonomy/occupations/{tailor}"),
        (f"/en/taxonomy/occupations/{tailor}", f"/en/taxonomy/skills/{sew}"),
        (f"/en/taxonomy/occupations/{tailor}", f"/en/vacancies/?occupation={tailor}"),
        (f"/en/taxonomy/skills/{sew}", f"/en/taxonomy/occupations/{tailor}"),
        (f"/en/taxonomy/skills/{sew}", f"/en/taxonomy/skills/{hands}"),
        ("/en/taxonomy/skills", f"/en/taxonomy/skills/{hands}"),
        (f"/en/taxonomy/skills/{hands}", f"/en/taxonomy/skills/{sew}"),
    ]
    assert [(here, there) for here, there in way if f'href="{there}"' not in page(here)] == []
    shown = page(f"/en/taxonomy/occupations/{tailor}")
    assert all(words in shown for words in ("dressmaker", "Sews clothes.", "Group 7531", "No vacancy is open now."))


def test_names_are_in_the_readers_language(tmp_path: Path) -> None:
    load_taxonomy(read_folder(write(tmp_path / "list", {})), source="test", at=AT)
    assert "<h1>портной</h1>" in page(f"/ru/taxonomy/occupations/{concept_id('urn:t:tailor')}")


def test_the_search_box_works_without_scripts_and_forgives() -> None:
    load_starter(at=AT)
    assert "seamstress" in page("/en/taxonomy/occupations?q=seamstrass")
    assert 'href="/en/taxonomy/groups/7531"' in page("/en/taxonomy/occupations?q=7531")
    nothing = page("/en/taxonomy/skills?q=qqqqqqqq").partition("We found nothing with this name")[2]
    assert '<a class="fs-link fs-link--strong" href="/en/taxonomy/skills">See all skills' in nothing


@pytest.mark.parametrize(("source", "shown"), [("esco", True), ("test", False)])
def test_esco_is_named_where_it_is_loaded_and_only_there(tmp_path: Path, source: str, *, shown: bool) -> None:
    load_taxonomy(read_folder(write(tmp_path / "list", {})), source=source, at=AT)
    tailor, sew = concept_id("urn:t:tailor"), concept_id("urn:t:sew")
    addresses = ["occupations", "groups/7531", f"occupations/{tailor}", "skills", f"skills/{sew}"]
    assert {ESCO in page(f"/en/taxonomy/{address}") for address in addresses} == {shown}
    assert (ESCO in page("/en/about")) is shown


@pytest.mark.parametrize("address", ["groups/9999", "groups/x", "occupations/{sew}", "skills/{tailor}"])
def test_what_is_not_there_is_not_found(tmp_path: Path, address: str) -> None:
    load_taxonomy(read_folder(write(tmp_path / "list", {})), source="test", at=AT)
    ids = {name: concept_id(f"urn:t:{name}") for name in ("sew", "tailor")}
    assert Client().get(f"/en/taxonomy/{address.format(**ids)}").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999999", "²"])
def test_a_page_that_is_no_number_is_refused(number: str) -> None:
    assert Client().get("/en/taxonomy/skills", {"page": number}).status_code == 400


def test_a_page_takes_as_many_queries_for_a_hundred_lines_as_for_one(tmp_path: Path) -> None:
    load_taxonomy(read_folder(write(tmp_path / "one", {})), source="test", at=AT)
    tailor, sew, hands = (concept_id(f"urn:t:{name}") for name in ("tailor", "sew", "hands"))
    addresses = ["occupations", "occupations?q=tailor", "groups/7531", f"occupations/{tailor}", "skills",
                 f"skills/{sew}", f"skills/{hands}"]  # fmt: skip
    few = [queries(f"/en/taxonomy/{address}") for address in addresses]
    tables = many()
    load_taxonomy(read_folder(write(tmp_path / "many", tables)), source="test", at=AT)
    assert Concept.objects.count() > 200
    assert Label.objects.count() > 200
    lots = [queries(f"/en/taxonomy/{address}") for address in addresses]
    assert [more for less, more in zip(few, lots, strict=True) if more > less] == []
    assert max(few) <= 16
    second = page(f"/en/taxonomy/skills/{sew}?page=2")
    assert 'rel="prev"' in second
    assert "In all: 101" in second


def many() -> dict[str, list[tuple[str, ...]]]:
    """Return a hundred occupations more, which take a hundred skills more."""
    work = [(f"urn:t:w{n}", "7531", f"tailor {n}", "", "") for n in range(100)]
    able = [(f"urn:t:s{n}", "knowledge", f"fabric {n}", "", "") for n in range(100)]
    return {
        "occupations_en.csv": [("urn:t:tailor", "7531", "tailor", "dressmaker", "Sews clothes."), *work],
        "skills_en.csv": [("urn:t:sew", "skill/competence", "sew", "stitch", ""), *able],
        "broaderRelationsSkillPillar_en.csv": [
            ("urn:t:sew", "urn:t:hands"), *((uri, "urn:t:hands") for uri, *_rest in able)
        ],
        "occupationSkillRelations_en.csv": [
            ("urn:t:tailor", "essential", "urn:t:sew"),
            *((uri, "optional", "urn:t:sew") for uri, *_rest in work),
            *(("urn:t:tailor", "essential", uri) for uri, *_rest in able),
        ],
    }  # fmt: skip


def queries(address: str) -> int:
    """Return how many queries a page takes once it is warm."""
    client = Client()
    page(address, client)
    with CaptureQueriesContext(connection) as caught:
        page(address, client)
    return len(caught)
