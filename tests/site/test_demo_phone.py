"""The demo's phone shows every text message: none is lost, the newest stands first, old ones stay within reach."""

import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from firststop.site.demo import showroom
from firststop.site.demo.marker import MARKER, mark
from firststop.site.demo.phone import PhonePage, messages

pytestmark = [pytest.mark.django_db, pytest.mark.row("C-05")]
PHONE = "/en/demo/phone"
SENDERS, EACH = 10, 13


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR, settings.FIRSTSTOP_DEMO = tmp_path, True
    monkeypatch.setattr(showroom, "_marked", [])
    mark(MARKER, country=project.COUNTRY, on=timezone.localdate())


def send(sender: int) -> None:
    for number in range(EACH):
        PhonePage().send(f"+99670000{sender:04}", f"Каттоо коду {number}")


def texts_on(page: str) -> list[tuple[str, str]]:
    return re.findall(r'data-number="(\+\d+)".*?(Каттоо коду \d+)', page, re.DOTALL)


def test_of_many_senders_at_once_none_loses_a_message_and_every_one_is_shown() -> None:
    with ProcessPoolExecutor(SENDERS) as senders:
        list(senders.map(send, range(SENDERS)))
    sent = {(f"+99670000{sender:04}", f"Каттоо коду {n}") for sender in range(SENDERS) for n in range(EACH)}
    assert (len(messages()), len(sent)) == (130, 130)
    address, pages = PHONE, []
    while address:
        page = Client().get(address).content.decode()
        pages.append(texts_on(page))
        older = re.search(r'href="(\?page=\d+)" rel="next"', page)
        address = f"{PHONE}{older[1]}" if older else ""
    assert [len(page) for page in pages] == [30, 30, 30, 30, 10]
    assert [(it.number, it.text) for it in messages()] == [shown for page in pages for shown in page]
    assert {shown for page in pages for shown in page} == sent


def test_the_newest_message_stands_first_and_an_older_page_leads_back() -> None:
    for number in range(31):
        PhonePage().send("+996700000001", f"Каттоо коду {number}")
    assert texts_on(Client().get(PHONE).content.decode())[0][1] == "Каттоо коду 30"
    second = Client().get(f"{PHONE}?page=2").content.decode()
    assert texts_on(second) == [("+996700000001", "Каттоо коду 0")]
    assert 'href="?page=1" rel="prev"' in second


@pytest.mark.parametrize("query", ["page=0", "page=old", "before=1"])
def test_what_is_no_page_of_it_is_refused(query: str) -> None:
    assert Client().get(f"{PHONE}?{query}").status_code == 400
