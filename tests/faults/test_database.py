"""The database goes away: readers are told, nothing acknowledged is lost, and it comes back by itself (SR-04)."""

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.utils.translation import gettext, override

from firststop.vacancies.models import Vacancy
from tests.counts import PROVE, count
from tests.faults.office import Answer, Office
from tests.faults.proxy import Fault

pytestmark = pytest.mark.row("SR-04")
FAULTS = [fault for fault in Fault if fault is not Fault.NONE]
#: Seconds within which a reader is told; the short run shares its machine with other tests.
AT_ONCE = count(8, proof=3)
#: Seconds that the database stays away.
AWAY = count(4, proof=20)
SENTENCE = "The service is taking a short break. Nothing you sent before is lost."
#: What no answer says: the words of a traceback, of SQL, of the driver, of where the server is.
INSIDE = re.compile(r"Traceback|File \"|SELECT|INSERT|psycopg|OperationalError|PoolTimeout|Exception|127\.0\.0\.1:\d")


def told(answer: Answer, language: str) -> dict[str, object]:
    """Return what a reader of `language` may rely on while the database is away."""
    with override(language):
        sentence, way_on = gettext(SENTENCE), gettext("Try again")
    return {
        "status": answer.status,
        "code": 'data-code="unavailable"' in answer.text,
        "sentence": f'lang="{language}"' in answer.text and sentence in answer.text,
        "way on": way_on in answer.text and "Retry-After" in answer.headers,
        "inside": INSIDE.findall(answer.text),
        "in time": answer.seconds < AT_ONCE,
    }


TOKEN = "a" * 32
TOLD = {"status": 503, "code": True, "sentence": True, "way on": True, "inside": [], "in time": True}


@pytest.mark.parametrize("fault", FAULTS[:: count(2, proof=1)], ids=lambda fault: fault.value)
def test_while_the_database_is_away_every_page_says_so_in_the_readers_language(office: Office, fault: Fault) -> None:
    seeker, owner = office.cookie("seeker"), office.cookie("owner")
    stop = f"/en/vacancies/{office.scene.ids['vacancy']}/stop"
    office.database.put(fault)
    pages = ("", "vacancies/", f"vacancies/{office.scene.ids['vacancy']}", "me/", "nowhere")
    asked = [
        (language, page)
        for number, language in enumerate(("en", "ru", "ky"))
        for page in (pages if PROVE else pages[number::3])
    ]
    # Several at once, as readers are; each may wait for the database for seconds.
    with ThreadPoolExecutor(3) as readers:
        came = readers.map(lambda one: told(office.ask(f"/{one[0]}/{one[1]}", Cookie=seeker), one[0]), asked)
        answers = {" ".join(one): said for one, said in zip(asked, came, strict=True)}
    form = urlencode({"reason": "filled", "csrfmiddlewaretoken": TOKEN}).encode()
    kind = "application/x-www-form-urlencoded"
    answer = office.ask(stop, body=form, Cookie=f"{owner}; csrftoken={TOKEN}", Content_Type=kind)
    answers["a form"] = told(answer, "en")
    assert {page: said for page, said in answers.items() if said != TOLD} == {}
    office.database.put(Fault.NONE)
    assert office.ready()
    assert office.ask("/ru/me/", Cookie=seeker).status == 200
    assert Vacancy.objects.get(id=office.scene.ids["vacancy"]).status == "active"


@pytest.mark.parametrize("fault", FAULTS[:: count(2, proof=1)], ids=lambda fault: fault.value)
def test_a_program_gets_the_same_as_a_problem_document(office: Office, fault: Fault) -> None:
    key = {"Authorization": f"Bearer {office.scene.keys['own key']}"}
    office.database.put(fault)
    for answer in (
        office.ask(f"/api/v1/vacancies/{office.scene.ids['vacancy']}", Accept_Language="ru"),
        office.ask("/api/v1/vacancies", body=b"{}", Accept_Language="ru", Content_Type="application/json", **key),
    ):
        said = json.loads(answer.text)
        assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
        assert (said["status"], said["rule"], said["problems"][0]["code"]) == (
            503, "database.unavailable", "unavailable",
        )  # fmt: skip
        with override("ru"):
            assert (said["detail"], bool(said["hint"])) == (gettext(SENTENCE), True)
        assert int(answer.headers["Retry-After"]) > 0
        assert (INSIDE.findall(answer.text), answer.seconds < AT_ONCE) == ([], True)


def test_what_the_page_is_made_of_needs_no_database(office: Office) -> None:
    office.database.put(Fault.CUT)
    page = office.ask("/en/").text
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert {part: office.ask(part).status for part in parts} == dict.fromkeys(parts, 200)
    assert any(part.endswith(".css") for part in parts)
    assert office.ask("/health").status == 503


def test_a_line_that_falls_silent_under_many_readers_makes_none_of_them_wait_long(office: Office) -> None:
    office.database.put(Fault.SILENT)
    answers: list[Answer] = []
    readers = [threading.Thread(target=lambda: answers.append(office.ask("/en/"))) for _ in range(24)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert {answer.status for answer in answers} == {503}
    assert max(answer.seconds for answer in answers) < 2 * AT_ONCE


class Sender:
    """Sends ads one after another, as a firm's program does: the same key until there is an answer."""

    def __init__(self, office: Office, name: str) -> None:
        self.office, self.name = office, name
        self.acknowledged: dict[str, str] = {}
        self.sent = 0
        record = Vacancy.objects.get(id=office.scene.ids["vacancy"]).record
        self.record = {**record, "contacts": [], "expires_at": None}

    def send(self, number: int) -> bool:
        """Send one ad; return whether it was acknowledged."""
        reference = f"{self.name}-{number}"
        body = json.dumps({**self.record, "reference": reference}).encode()
        self.sent += 1
        answer = self.office.ask(
            "/api/v1/vacancies", body=body, Content_Type="application/json", Idempotency_Key=reference,
            Authorization=f"Bearer {self.office.scene.keys['own key']}",
        )  # fmt: skip
        if answer.status == 201:
            self.acknowledged[reference] = json.loads(answer.text)["id"]
        assert answer.status in (201, 409, 503), answer.text[:300]
        return answer.status == 201

    def work(self, ended: threading.Event) -> None:
        """Send new ads, each until it is taken, until told that it is over."""
        number = 0
        while not ended.is_set():
            while not self.send(number):
                time.sleep(0.3)
            number += 1


@pytest.mark.row("C-07")
def test_nothing_acknowledged_is_lost_and_repeats_are_dropped_while_the_database_comes_and_goes(
    office: Office,
) -> None:
    senders, ended = [Sender(office, name) for name in ("A", "B", "C")], threading.Event()
    threads = [threading.Thread(target=sender.work, args=(ended,)) for sender in senders]
    for thread in threads:
        thread.start()
    for fault in FAULTS:
        time.sleep(0.7)
        office.database.put(fault)
        time.sleep(AWAY if fault is Fault.CUT else 1)
        office.database.put(Fault.NONE)
    time.sleep(2)
    ended.set()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    acknowledged = {reference: ad for sender in senders for reference, ad in sender.acknowledged.items()}
    kept = Vacancy.objects.filter(reference__regex="^[ABC]-").values_list("reference", "id")
    assert sorted((reference, str(ad)) for reference, ad in kept) == sorted(acknowledged.items())
    assert len(acknowledged) > 10
    assert sum(sender.sent for sender in senders) > len(acknowledged), "no fault was met"
