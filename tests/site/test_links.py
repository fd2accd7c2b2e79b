"""Whoever follows a link on a page of their own finds a page behind it."""

import re

import pytest

from tests.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.mark.row("V-04")
@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("owner", "/en/vacancies/mine"),
        ("owner", "/en/account/"),
        ("seeker", "/en/account/"),
        ("counsellor", "/en/account/"),
        ("moderator", "/en/account/"),
        ("lead", "/en/account/"),
    ],
)
def test_no_link_of_ones_own_page_leads_nowhere(scene: Scene, role: str, page: str) -> None:
    client = scene.client(role)
    shown = client.get(page, follow=True).content.decode()
    links = set(re.findall(r'<a [^>]*href="(/en/[^"#]*)', shown[shown.index("<main") :]))
    assert links
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code >= 400} == {}
