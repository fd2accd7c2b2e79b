"""Every page in a language that marks each message: no word comes from anywhere else than a catalogue or data."""

import copy
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.utils import timezone
from django.utils.translation import get_language_info
from pytest_django import Settings

from firststop.core.answers import answer_refusal, unavailable
from firststop.core.country import load_pack
from firststop.core.messages import declared_kinds
from firststop.core.models import Message
from firststop.core.models.messages import MessageState
from firststop.core.views import csrf_failure, server_error
from firststop.employers.models import Establishment
from firststop.jobseekers import queries as jobseekers
from firststop.jobseekers.models import Profile
from firststop.placements.models import Application
from firststop.site.demo import showroom
from firststop.site.demo.marker import MARKER, mark
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Decision, SavedSearch, TableFault, Vacancy
from firststop.vacancies.table.columns import COLUMNS
from tests import cast
from tests.architecture.house import ROOT
from tests.architecture.test_templates import templates
from tests.scene import ROLES, Scene, searchable, undone
from tests.site.doors import OPEN, Door
from tests.site.pseudo import bare_words, marked, unsaid, write_catalogue
from tests.site.test_doors import PAGES, SAYS

pytestmark = pytest.mark.django_db
#: Pages that show something else to each role.
BY_ROLE = {"site:home", "accounts:home", "casework:desk", "vacancies:vacancy", "employers:employer", "vacancies:mine"}
#: A page for builders, with examples for words, and the pieces that nothing but this page has yet.
OF_THE_GALLERY = {"site/components.html", "checkbox", "file", "situation"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("pseudo"))


@pytest.fixture
def marks(folder: Path, settings: Settings) -> Iterator[None]:
    settings.LOCALE_PATHS = [str(folder)]
    with marked(load_pack(project.COUNTRY)):
        yield


def known_words() -> frozenset[str]:
    """Return the words that are data wherever they stand.

    Those are names of the product, of languages and of licence holders, and the names of a table's columns.
    """
    pack = load_pack(project.COUNTRY)
    names = [get_language_info(code)["name_local"].capitalize() for code, _name in project.LANGUAGES]
    columns = re.findall("[a-z]+", " ".join(column.name for column in COLUMNS))
    return frozenset(["Firststop", pack.currency.code, *columns, *names, *unsaid(" ".join(pack.attributions()))])


class Reader:
    """Reads pages as every role; keeps the bare words of each, and the names of the templates that made them."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.known = scene, known_words()
        self.clients = {role: scene.client(role) for role in ROLES}
        self.found: dict[str, list[str]] = {}
        self.templates: set[str] = set()
        self.pages = 0

    def note(self, template: Any, **_more: object) -> None:
        self.templates.add(str(template.name))

    def read(self, what: str, answer: Any) -> None:
        self.pages += 1
        if answer.get("Content-Type", "").startswith("text/html"):
            words = bare_words(answer.content.decode(), self.known)
            if words:
                self.found[what] = words

    def visit(self, door: Door, role: str) -> None:
        """Read one page, and what it answers to a deed without and with its facts."""
        client, address = self.clients[role], door.address(self.scene)
        cookies = copy.deepcopy(client.cookies)
        tries: dict[str, Callable[[], Any]] = {
            "": lambda: client.get(address),
            "empty": lambda: client.post(address, follow=True),
            "said": lambda: client.post(address, SAYS, follow=True),
        }
        for name, act in tries.items():
            if (name and door.how != "get") or (not name and door.how != "post"):
                with undone():
                    self.read(f"{door.row} {role} {name}".strip(), act())
                client.cookies = copy.deepcopy(cookies)


def inside(door: Door) -> list[str]:
    """Return the roles that read a page here: all where it differs, else the first and the last that come in."""
    roles = [role for role, cell in door.expected().items() if cell == OPEN]
    return roles if door.route in BY_ROLE else list(dict.fromkeys([*roles[:1], *roles[-1:]]))


@pytest.fixture
def reader(scene: Scene, marks: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    searchable(monkeypatch)
    # They were written down in the language of whoever sent the table, before there were marks.
    TableFault.objects.all().delete()
    made = Reader(scene)
    template_rendered.connect(made.note)
    yield made
    template_rendered.disconnect(made.note)


def test_every_page_says_only_what_a_catalogue_or_data_says(
    reader: Reader, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for door in PAGES:
        for role in inside(door):
            reader.visit(door, role)
    for walk in WALKS:
        walk(reader)
    settings.FIRSTSTOP_DEMO = True
    monkeypatch.setattr(showroom, "_marked", [])
    the_demo(reader)
    # The words of the file with one's own data are the names of its records' fields.
    assert {what: words for what, words in reader.found.items() if "own_data_html" not in what} == {}
    names = {p.as_posix().partition("/templates/")[2] for p in templates(ROOT)}
    pieces = {f"cotton/{name}.html" for name in OF_THE_GALLERY}
    assert names - reader.templates - OF_THE_GALLERY - pieces == set()
    assert reader.pages > 300


def signing_in(reader: Reader) -> None:
    for who, way in ((cast.AIDA, "code"), (cast.SAMAT, "password"), (cast.ERMEK, "code")):
        client = Client()
        facts = {"login": who.email or who.phone or "", "way": way, "password": who.password or ""}
        with undone():
            reader.read(f"sign in {way}", client.post("/en/account/sign-in/", facts, follow=True))
            reader.read("wrong code", client.post("/en/account/sign-in/code/", {"action": "verify", "code": "1"}))
    with undone():
        facts = {"role": "recruiter", "contact": ""}
        reader.read("invited", reader.clients["owner"].post("/en/account/members/invite/", facts))


def states_of_a_seeker(reader: Reader) -> None:
    client, person = reader.clients["seeker"], uuid.UUID(reader.scene.ids["person"])
    with undone():
        Profile.objects.filter(person=person).update(visibility="hidden")
        reader.read("hidden", client.get("/en/me/"))
        Profile.objects.filter(person=person).update(place=None)
        reader.read("without a place", client.get("/en/me/"))
    firm, received = reader.clients["owner"], f"/en/applications/for/{reader.scene.ids['vacancy']}"
    for comes in (None, True, False):
        with undone():
            soon = timezone.now() + timedelta(days=2)
            Application.objects.filter(person=person).update(state="trial", meeting_at=soon, comes=comes)
            for who, page in ((client, "/en/me/"), (client, "/en/applications/"), (firm, received)):
                reader.read(f"meeting {page}, {comes}", who.get(page))
    with undone():
        Application.objects.filter(person=person).delete()
        letter = f"/en/applications/to/{reader.scene.ids['vacancy']}"
        reader.read("letter too long", client.post(letter, {"message": "‹" + "a" * 4_000 + "›"}))


def firms_on_their_way(reader: Reader) -> None:
    client = reader.clients["newcomer"]
    steps = {
        "number": {"scheme": "kg-inn", "number": "01503202010043"},
        "name": {"name": "‹New›"},
        "place": {"place": "‹Town›"},
        "size": {"staff": "9"},
    }
    with undone():
        for step, facts in steps.items():
            reader.read(f"register {step}", client.post(f"/en/employers/register/{step}", facts, follow=True))
    with undone():
        Establishment.objects.update(verified_at=None, verified_by=None)
        firm = f"/en/employers/{reader.scene.ids['employer']}"
        for way in ("", "/sms", "/email", "/counter", "/director", "/letter"):
            reader.read(f"prove {way}", reader.clients["owner"].get(f"{firm}/proof{way}"))
        reader.read("unproven firm", reader.clients["owner"].get("/en/account/"))
    with undone():
        Establishment.objects.update(organisation=None)
        for page in ("/en/", "/en/account/", "/en/vacancies/mine"):
            reader.read(f"no firm {page}", reader.clients["owner"].get(page))


def states_of_a_vacancy(reader: Reader) -> None:
    vacancy, client = reader.scene.ids["vacancy"], reader.clients["owner"]
    said = {"vacancy_id": vacancy, "version": 1, "accepted": False, "code": "other", "text": "‹why›"}
    for status in AdStatus:
        with undone():
            Vacancy.objects.filter(id=vacancy).update(
                status=status, status_reason="other", ended_at=timezone.now(), said_open_at=None
            )
            Decision.objects.create(by="1", by_kind="staff", at=timezone.now(), **said)
            for page in (f"/en/vacancies/{vacancy}", "/en/vacancies/mine"):
                reader.read(f"{status} {page}", client.get(page))
    with undone():
        Vacancy.objects.filter(id=vacancy).update(provider="jobtech")
        reader.read("of a feed", client.get("/en/vacancies/mine"))
    chosen = f"/en/matches/candidates/{vacancy}/compare?chosen={reader.scene.ids['candidate']}"
    reader.read("chosen", client.get(chosen))


def calls(reader: Reader) -> None:
    asked = Message.objects.get(kind="placements.invited")
    for over in (False, True):
        with undone():
            Message.objects.filter(id=asked.id).update(state=MessageState.CALL)
            if over:
                Vacancy.objects.update(status=AdStatus.STOPPED)
            page = reader.clients["desk"].get(f"/en/desk/calls/{asked.id}")
            reader.read(f"call about an invitation, over: {over}", page)


def first_page(reader: Reader) -> None:
    cache.set(jobseekers._WHO_LOOKS, jobseekers.WhoLooks(20, (("test-town", 10),)))
    reader.read("first page", Client().get("/en/"))
    cache.delete(jobseekers._WHO_LOOKS)


def tables(reader: Reader) -> None:
    client, row = reader.clients["owner"], "title,pay_min\n‹Швея›,‹много›\n".encode()
    for name, body in (("good", row), ("empty", b""), ("no table", b"\x00\x01")):
        with undone():
            sent = SimpleUploadedFile("‹table.csv›", body)
            reader.read(f"table {name}", client.post("/en/vacancies/table", {"table": sent}, follow=True))


def faults(reader: Reader) -> None:
    request = RequestFactory().get("/en/", headers={"Accept": "text/html"})
    request.user, request.resolver_match = AnonymousUser(), None
    reader.read("database away", answer_refusal(request, unavailable()))
    reader.read("fault of ours", server_error(request))
    reader.read("form too old", csrf_failure(request))
    for page in ("/en/nowhere", "/en/vacancies/?colour=red", "/en/vacancies/?km=far"):
        reader.read(page, Client().get(page))
    reader.read("as somebody else", reader.clients["owner"].get("/en/nowhere"))


def searches(reader: Reader) -> None:
    reader.known |= {"qqqq"}
    for query in ("", "?q=qqqq", "?q=‹seamstress›", "?place=Town&km=10", "?contract=permanent&pay_from=1&posted=7"):
        reader.read(f"search {query}", Client().get(f"/en/vacancies/{query}"))
    kept, mine = "‹seamstress›", "/en/vacancies/searches"
    client, told = reader.clients["newcomer"], f"{mine}/save?q={kept}&place=test-town&km=10&contract=permanent"
    for save in (f"{told}&pay_from=1&unknown_pay=drop&experience=none", f"{mine}/save?q={kept}"):
        with undone():
            reader.read(f"save {save}", client.get(save))
            reader.read(f"save nameless {save}", client.post(save, {"name": "", "rhythm": "daily"}))
            reader.read(f"saved {save}", client.post(save, {"name": "‹Mine›", "rhythm": "at_once"}, follow=True))
            SavedSearch.objects.update(stopped_at=timezone.now())
            reader.read(f"stopped {save}", client.get(mine))
            SavedSearch.objects.update(conditions={"place": ["gone"]}, last_sent_at=timezone.now())
            reader.read(f"gone {save}", client.get(mine))
    reader.read("save what cannot be", client.get(f"{mine}/save?place=Nowhere"))


WALKS: tuple[Callable[[Reader], None], ...] = (
    signing_in, states_of_a_seeker, firms_on_their_way, states_of_a_vacancy, calls, first_page, tables, faults,
    searches,
)  # fmt: skip


def the_demo(reader: Reader) -> None:
    for who in cast.CAST:
        reader.known |= {who.name("en").given, who.name("en").family, *(who.password or "").split()}
    with undone():
        mark(MARKER, country=project.COUNTRY, on=timezone.localdate())
        for page in ("/en/demo/phone", "/en/account/sign-in/"):
            reader.read(page, Client(SERVER_NAME="localhost").get(page))


def test_every_message_that_leaves_the_house_is_in_a_catalogue(marks: None) -> None:
    kinds = [kind for name, kind in declared_kinds().items() if not name.startswith("tests.")]
    ours = [str(word) for kind in kinds for word in (kind.title, kind.text, kind.sms)]
    assert [word for word in ours if not word.startswith("⟪")] == []
    assert len(ours) > 30


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Bare {% translate 'Help' %}</p>", ["Bare"]),
        ('<img src="/x" alt="A picture">', ["picture"]),
        ("<input type='submit' value='Send'>", ["Send"]),
        ("<button title='Close'>{% translate 'Help' %}</button>", ["Close"]),
        ("<p>{% translate 'Help' %} {{ name }} 12 <span lang='ky'>Кыргызча</span></p>", []),
        ("{% blocktranslate %}Help{% endblocktranslate %}", []),
    ],
)
def test_a_template_with_a_bare_word_is_caught(marks: None, source: str, words: list[str]) -> None:
    html = engines["django"].from_string(source).render({"name": "‹Aida›"})
    assert bare_words(html) == words
