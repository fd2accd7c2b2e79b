"""Pages of jobseekers: from the first visit to a profile, and what a counsellor may open."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firststop.casework.models import Client as CaseClient
from firststop.casework.services import assign_client, register_office
from firststop.core.marking import marked
from firststop.core.models import Change, RecordRead
from firststop.core.refusals import Refused
from firststop.employers.models import Establishment
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import CvFile, Profile
from firststop.jobseekers.queries import Found, Proposal
from firststop.jobseekers.reading.limits import MOST_BYTES
from firststop.jobseekers.services import remove_cv
from firststop.jobseekers.views import abilities, wishing
from firststop.placements.enums import ApplicationState
from firststop.placements.services import invite
from firststop.taxonomy.models import Concept, Label, Place, PlaceName
from tests import cast, people
from tests.jobseekers.samples import word
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = pytest.mark.django_db
OWN = ("", "cv", "cv/found", "abilities", "wishes", "visibility", "not-to")


def concept(kind: str, **words: str) -> Concept:
    made = Concept.objects.create(id=uuid.uuid4(), uri=f"urn:test:{uuid.uuid4()}", kind=kind, source="test")
    for language, text in words.items():
        Label.objects.create(concept=made, language=language, kind="preferred", text=text, folded=text.casefold())
    return made


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    html = answer.content.decode()
    assert "⟦" not in html
    return html


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> tuple[Concept, Concept]:
    """Let every text name one skill and one occupation, at its beginning."""
    skill, work = concept("skill", en="weld metal", ru="сваривать"), concept("occupation", en="welder", ru="сварщик")
    found = Proposal([Found(0, 4, skill.id, 1.0)], [Found(2, 8, work.id, 1.0)])
    monkeypatch.setattr(abilities, "proposals_from", lambda _text, _languages: found)
    return skill, work


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_page_opens_for_a_newcomer(page: str, language: str) -> None:
    assert "<h1" in read(people.signed_in(cast.ERMEK), f"/{language}/me/{page}")


def test_the_distances_are_told_in_the_readers_language() -> None:
    html = read(people.signed_in(cast.ERMEK), "/ru/me/wishes").replace("\u00a0", " ")
    assert ("до 25 км" in html, "up to" in html) == (True, False)


@pytest.mark.parametrize("page", OWN)
def test_ones_own_pages_are_for_those_who_act_for_themselves(page: str) -> None:
    assert people.signed_in(cast.AIDA).get(f"/en/me/{page}").status_code == 404
    assert people.signed_in(cast.AIDA, hat="").get(f"/en/me/{page}", follow=True).status_code == 200
    assert Client().get(f"/en/me/{page}").status_code == 302


@pytest.mark.row("J-03")
def test_the_whole_way_from_a_pasted_cv_to_a_visible_profile(recognised: tuple[Concept, Concept]) -> None:
    skill, work = recognised
    place = Place.objects.create(code="test-kant", path="/test-kant/", kind="settlement")
    PlaceName.objects.create(place=place, language="en", text="Kant", folded="kant", preferred=True)
    client = people.signed_in(cast.ERMEK)
    assert client.post("/en/me/cv", {"text": "Welder for six years"}).url == "/en/me/cv/found"  # type: ignore[attr-defined]
    assert "<mark>Welder f</mark>" in read(client, "/en/me/cv/found") or "<mark>" in read(client, "/en/me/cv/found")
    ticked = {"skills": [str(skill.id)], "wanted": [str(work.id)], f"months_{work.id.hex}": "84"}
    assert client.post("/en/me/cv/found", ticked).url == "/en/me/wishes"  # type: ignore[attr-defined]
    wishes = {"place": "Kant", "radius_km": "25", "pay_floor": "30000", "schedules": ["shift"], "speaks_ru": "native"}
    assert client.post("/en/me/wishes", wishes).url == "/en/me/visibility"  # type: ignore[attr-defined]
    assert client.post("/en/me/visibility", {"visibility": "anonymous"}).url == "/en/me/"  # type: ignore[attr-defined]
    profile = Profile.objects.get()
    assert (profile.visibility, profile.place_id, profile.schedules) == ("anonymous", "test-kant", ["shift"])
    assert profile.languages == [{"code": "ru", "level": "native"}]
    assert [(it.skill_id, it.origin) for it in profile.skills.all()] == [(skill.id, "from_cv")]
    assert [(it.occupation_id, it.wanted, it.months) for it in profile.occupations.all()] == [(work.id, True, 84)]
    assert "Firms see what you can do" in read(client, "/en/me/")


@pytest.mark.row("J-03")
def test_what_is_not_ticked_stays_out(recognised: tuple[Concept, Concept]) -> None:
    client = people.signed_in(cast.ERMEK)
    client.post("/en/me/cv", {"text": "Welder"})
    client.post("/en/me/cv/found", {})
    profile = Profile.objects.get()
    assert (profile.skills.count(), profile.occupations.count()) == (0, 0)


def test_a_second_cv_asks_from_what_the_profile_says_and_its_answers_are_kept(
    recognised: tuple[Concept, Concept],
) -> None:
    _skill, work = recognised
    client, months = people.signed_in(cast.ERMEK), f"months_{work.id.hex}"
    client.post("/en/me/cv", {"text": "Welder"})
    client.post("/en/me/cv/found", {"wanted": [str(work.id)], months: "6"})
    client.post("/en/me/cv", {"text": "Welder for six years"})
    html = read(client, "/en/me/cv/found")
    assert ('<option value="6" selected>' in html, html.count(" checked")) == (True, 2)
    client.post("/en/me/cv/found", {months: "84"})
    assert [(it.wanted, it.months) for it in Profile.objects.get().occupations.all()] == [(False, 84)]
    client.post("/en/me/cv/found", {months: "0"})
    assert Profile.objects.get().occupations.count() == 0


@pytest.mark.row("J-03")
def test_only_what_was_proposed_can_be_accepted(recognised: tuple[Concept, Concept]) -> None:
    client, other = people.signed_in(cast.ERMEK), concept("skill", en="fly")
    client.post("/en/me/cv", {"text": "Welder"})
    assert client.post("/en/me/cv/found", {"skills": [str(other.id)]}).status_code == 400
    assert Profile.objects.get().skills.count() == 0


def test_overlapping_finds_are_marked_as_one_and_the_text_stays_whole() -> None:
    text = "a welder of pipes"
    key = uuid.uuid4()
    pieces = marked(text, [Found(2, 8, key, 1.0), Found(4, 11, key, 1.0), Found(12, 17, key, 1.0)])
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == ["welder of", "pipes"]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [(b"%PDF-1.7 none", 400, "damaged"), (b"hello", 415, "PDF and Word"), (word("Welder", "B"), 302, "")],
)
def test_a_file_is_read_or_refused_with_a_way_on(content: bytes, status: int, said: str) -> None:
    answer = people.signed_in(cast.ERMEK).post("/en/me/cv", {"cv": SimpleUploadedFile("cv.pdf", content)})
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert CvFile.objects.count() == (1 if status == 302 else 0)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(*_args: object) -> None:
        raise AssertionError("the form was read")

    monkeypatch.setattr("django.core.handlers.wsgi.WSGIRequest._load_post_and_files", touched)
    client = people.signed_in(cast.ERMEK)
    form = "multipart/form-data; boundary=b"
    answer = client.generic("POST", "/en/me/cv", b"x", form, CONTENT_LENGTH=str(51_000_000))
    assert (answer.status_code, "10 MB" in answer.content.decode()) == (413, True)
    assert MOST_BYTES < 51_000_000


def test_the_form_for_a_cv_asks_for_its_token() -> None:
    client = people.signed_in(cast.ERMEK)
    client.handler.enforce_csrf_checks = True
    assert client.post("/en/me/cv", {"text": "Welder"}).status_code == 403
    assert CvFile.objects.count() == 0


def test_a_cv_is_removed_by_its_person_and_what_was_accepted_from_it_stays(
    recognised: tuple[Concept, Concept],
) -> None:
    client = people.signed_in(cast.ERMEK)
    client.post("/en/me/cv", {"text": "Welder"})
    client.post("/en/me/cv/found", {"skills": [str(recognised[0].id)]})
    client.post("/en/me/cv", {"text": "Baker"})
    welder = CvFile.objects.get(text="Welder")
    assert f'action="/en/me/cv/{welder.id}/remove"' in read(client, "/en/me/cv")
    answer = client.post(f"/en/me/cv/{welder.id}/remove", follow=True)
    assert "Your CV is deleted" in answer.content.decode()
    assert str(welder.id) not in read(client, "/en/me/cv")
    assert [kept.text for kept in CvFile.objects.all()] == ["Baker"]
    assert Profile.objects.get().skills.count() == 1
    assert Change.objects.filter(verb="cv_removed", subject=Profile.objects.get().id).count() == 1
    assert client.post(f"/en/me/cv/{welder.id}/remove").status_code == 404


def test_nobody_removes_the_cv_of_another() -> None:
    person = case(cast.ERMEK, cast.GULNARA)
    people.signed_in(cast.ERMEK).post("/en/me/cv", {"text": "Welder"})
    kept = CvFile.objects.get()
    for who, hat in ((cast.CHARLIE, None), (cast.GULNARA, None), (cast.GULNARA, "")):
        assert people.signed_in(who, hat=hat).post(f"/en/me/cv/{kept.id}/remove").status_code == 404
    with pytest.raises(Refused):
        remove_cv(person, kept.id, by=people.actor(cast.GULNARA))
    assert CvFile.objects.get() == kept
    assert not Change.objects.filter(verb="cv_removed").exists()


def test_work_and_skills_are_typed_and_removed() -> None:
    work, skill = concept("occupation", en="baker"), concept("skill", en="knead dough")
    client = people.signed_in(cast.ERMEK)
    client.post("/en/me/abilities", {"add": "work", "work": "baker", "wanted": "on", "months": "24"})
    client.post("/en/me/abilities", {"add": "skill", "skill": "knead dough"})
    html = read(client, "/en/me/abilities")
    assert ("baker" in html, "knead dough" in html, "about 2 years" in html) == (True, True, True)
    client.post("/en/me/abilities", {"remove_work": str(work.id)})
    client.post("/en/me/abilities", {"remove_skill": str(skill.id)})
    profile = Profile.objects.get()
    assert (profile.skills.count(), profile.occupations.count()) == (0, 0)
    assert client.post("/en/me/abilities", {"add": "work", "work": "qqqq", "months": "0"}).status_code == 400
    assert client.post("/en/me/abilities", {"remove_skill": "nonsense"}).status_code == 404


@pytest.mark.row("J-04")
@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("hidden", "From now on nobody sees that you look for work."),
        ("anonymous", "From now on employers see what you can do, without your name."),
        ("full", "From now on employers see your name and how to reach you."),
    ],
)
def test_whoever_chooses_who_may_see_them_reads_what_happens_from_now_on(chosen: str, said: str) -> None:
    client = people.signed_in(cast.ERMEK)
    page = read(client, "/en/me/visibility")
    assert ("Save who may see me" in page, "Employers see you as you choose here" in page) == (True, True)
    answer = client.post("/en/me/visibility", {"visibility": chosen}, follow=True)
    assert (said in answer.content.decode(), Profile.objects.get().visibility) == (True, chosen)


def test_one_hides_from_an_employer_on_its_page() -> None:
    firm, client = stage.sewing().establishment, people.signed_in(cast.ERMEK)
    assert "Hide me from this employer" in read(client, f"/en/employers/{firm.id}")
    assert client.post("/en/me/not-to", {"hide": str(firm.id)}).status_code == 302
    assert firm.name in read(client, "/en/me/not-to")
    assert "hidden from 1 employer" in read(client, "/en/me/")
    client.post("/en/me/not-to", {"show": str(firm.id)})
    assert Profile.objects.get().not_to.count() == 0
    assert client.post("/en/me/not-to", {"hide": str(uuid.uuid4())}).status_code == 404


def test_the_home_shows_three_cards_at_most_and_one_main_button() -> None:
    house, ermek, client = stage.sewing(), people.person(cast.ERMEK), people.signed_in(cast.ERMEK)
    stage.profile_of(ermek, Visibility.ANONYMOUS)
    invite(house.vacancy().id, ermek.id, organisation=house.organisation, message="", by=house.by, at=AT)
    application = stage.in_state(house.vacancy(), ermek, ApplicationState.TRIAL)
    application.meeting_at = timezone.now() + timedelta(days=2)
    application.save()
    html = read(client, "/en/me/")
    assert html.count('class="fs-card"') == 3
    titles = ("Answer the invitation", "Messages to you", "Get ready for your meeting")
    assert [html.index(title) for title in titles] == sorted(html.index(title) for title in titles)
    assert "Your applications" in html


def case(who: cast.Person, counsellor: cast.Person) -> uuid.UUID:
    facts = {"path": "/test-office/", "kind": "settlement"}
    place, _new = Place.objects.get_or_create(code="test-office", defaults=facts)
    house = people.organisation_of(cast.SERVICE)
    office = register_office("test", names={"en": "Office"}, place=place.code, organisation=house.id, by=people.BY)
    account = people.person(who)
    assign_client(account.id, people.person(counsellor).id, office.code, on=timezone.localdate(), by=people.BY)
    return account.id


@pytest.mark.row("J-11")
def test_a_counsellor_sees_own_clients_and_opening_one_is_told() -> None:
    person, client = case(cast.ERMEK, cast.GULNARA), people.signed_in(cast.GULNARA)
    assert cast.ERMEK.name().family in read(client, "/en/me/clients")
    assert RecordRead.objects.count() == 0
    assert cast.ERMEK.name().family in read(client, f"/en/me/clients/{person}")
    look = RecordRead.objects.get()
    assert (look.person, look.purpose, look.what) == (person, "jobseekers.counselling", "jobseekers.profile")
    assert "Your counsellor looks for work with you" in read(people.signed_in(cast.ERMEK), "/en/me/")


@pytest.mark.row("J-11", "SR-11")
def test_a_colleagues_client_does_not_exist() -> None:
    person = case(cast.ERMEK, cast.MEERIM)
    client = people.signed_in(cast.GULNARA)
    assert cast.ERMEK.name().family not in read(client, "/en/me/clients")
    assert client.get(f"/en/me/clients/{person}").status_code == 404
    assert RecordRead.objects.count() == 0


@pytest.mark.row("J-11")
@pytest.mark.parametrize("who", [cast.ERMEK, cast.CHARLIE, cast.AIDA, cast.SAMAT])
def test_clients_are_for_counsellors(who: cast.Person) -> None:
    person, client = case(cast.AIGUL, cast.GULNARA), people.signed_in(who)
    assert [client.get(f"/en/me/{page}").status_code for page in ("clients", f"clients/{person}")] == [404, 404]
    assert RecordRead.objects.count() == 0


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def one_more_client(number: int) -> None:
    office = CaseClient.objects.earliest("since").office_id
    person = stage.stranger(number)
    stage.profile_of(person)
    assign_client(person.id, people.person(cast.GULNARA).id, office, on=timezone.localdate(), by=people.BY)


def one_more_skill(number: int) -> None:
    profile = Profile.objects.get(person=people.person(cast.GULNARA).id)
    profile.skills.create(skill=concept("skill", en=f"skill {number}"), origin="typed")
    profile.occupations.create(occupation=concept("occupation", en=f"work {number}"), wanted=True, origin="typed")
    profile.not_to.create(establishment=stage.sewing().establishment)


@pytest.mark.parametrize(
    ("page", "hat", "more"),
    [
        ("clients", None, one_more_client),
        ("abilities", "", one_more_skill),
        ("not-to", "", one_more_skill),
        ("", "", one_more_skill),
    ],
)
def test_a_longer_list_asks_no_more_of_the_database(page: str, hat: str | None, more: Callable[[int], None]) -> None:
    case(cast.ERMEK, cast.GULNARA)
    stage.profile_of(people.person(cast.GULNARA))
    client = people.signed_in(cast.GULNARA, hat=hat)
    more(0)
    few = asked(client, f"/en/me/{page}")
    for number in range(1, 5):
        more(number)
    assert asked(client, f"/en/me/{page}") <= few


def test_whom_to_hide_from_is_found_by_name() -> None:
    firm, client = stage.sewing().establishment, people.signed_in(cast.ERMEK)
    assert str(firm.id) in read(client, f"/en/me/not-to?name={firm.name[1:5].upper()}")
    assert "We know no other employer" in read(client, "/en/me/not-to?name=Nobody+Ltd")
    assert str(firm.id) not in read(client, "/en/me/not-to?name=_")
    client.post("/en/me/not-to", {"hide": str(firm.id)})
    html = read(client, f"/en/me/not-to?name={firm.name}")
    assert f'name="show" value="{firm.id}"' in html
    assert f'name="hide" value="{firm.id}"' not in html


def test_of_more_employers_than_are_shown_the_page_says_so_and_the_whole_name_finds_the_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wishing, "SHOWN", 2)
    for name in ("Ala Tash", "Great Tash", "New Tash", "Tash"):
        firm = stage.sewing().establishment
        Establishment.objects.filter(id=firm.id).update(name=name)
    client, more = people.signed_in(cast.ERMEK), "There are more with this name. Write more of it."
    many = read(client, "/en/me/not-to?name=tash")
    shown = [name for name in ("Ala Tash", "Great Tash", "New Tash", "Tash") if f">{name}</a>" in many]
    assert (shown, more in many) == (["Ala Tash", "Tash"], True)
    one = read(client, "/en/me/not-to?name=new+tash")
    assert (more in one, ">New Tash</a>" in one) == (False, True)
