"""What `make figures`, `make graph` and `make screenshots` write stays true without a run of them."""

import re

from django.urls import Resolver404, get_resolver, resolve

from firststop.vacancies.forms.writing import STEPS
from tests.architecture.house import ROOT
from tests.architecture.test_routes import routes
from tools import albums, figures, graph

SHOTS = [shot for album in albums.ALBUMS for shot in album.shots]
_LINK = re.compile(r"href\*='(/[^']+)'")


def test_the_picture_of_the_architecture_is_what_the_imports_are_now() -> None:
    assert (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8") == graph.draw(), "run `make graph`"


def test_every_marked_block_has_a_figure_and_every_figure_a_block() -> None:
    pages = (page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("**/*.md"))
    marked = [block[2] for page in pages for block in figures._BLOCK.finditer(page)]
    assert sorted(marked) == sorted(figures.BLOCKS)


def test_the_figures_that_cost_nothing_are_those_of_now() -> None:
    page = (ROOT / "docs" / "taxonomy.md").read_text(encoding="utf-8")
    assert f"<!-- figures: starter -->\n{figures.starter()}<!-- end -->" in page, "run `make figures`"


def exists(address: str) -> bool:
    """Tell whether a page answers at an address below the language."""
    try:
        resolve(f"/en/{address.partition('?')[0]}")
    except Resolver404:
        return False
    return True


def test_only_pages_that_exist_are_photographed() -> None:
    assert [shot.address for shot in SHOTS if not exists(shot.address)] == []
    assert (*STEPS, "preview") == albums.STEPS
    assert not exists("vacancies/planted")


def test_only_links_to_pages_that_exist_are_pressed_on_the_way_to_a_picture() -> None:
    known = [re.sub(r"<[^>]*>", "…", f"/{address}") for address, _route in routes(get_resolver())]
    pressed = {link for shot in SHOTS for follow in shot.follow for link in _LINK.findall(follow)}
    assert len(pressed) > 5
    assert [link for link in sorted(pressed) if not any(link in address for address in known)] == []
