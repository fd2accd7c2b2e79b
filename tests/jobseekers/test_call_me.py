"""The "call me" code: a firm gets no number; the office finds the person by the code and the person decides."""

import pytest

from firststop.core.models import Message, RecordRead
from firststop.core.refusals import Refused
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import open_call_code
from firststop.jobseekers.services.calling import CALL_ME
from tests import cast, people
from tests.placements import stage
from tests.placements.stage import AT

pytestmark = [pytest.mark.django_db, pytest.mark.row("J-06")]
PAGE, FIRM = "/en/me/by-code", "Kumush Iyne, 0312 900 100"
KNOWN = ("700 000 102", "700\xa0000\xa0102", "Токтосунова")


def code_of(visibility: Visibility = Visibility.ANONYMOUS) -> str:
    return stage.profile_of(people.person(cast.AIGUL), visibility).code


@pytest.mark.parametrize("visibility", list(Visibility))
def test_the_office_finds_the_person_by_the_code_and_the_person_is_told(visibility: Visibility) -> None:
    code, counsellor = code_of(visibility), people.signed_in(cast.GULNARA)
    assert code in people.signed_in(cast.AIGUL).get("/en/me/").content.decode()
    page = counsellor.post(PAGE, {"firm": FIRM, "code": f"{code[:3].lower()} {code[3:]}"}).content.decode()
    assert [word in page for word in (*KNOWN[1:], FIRM)] == [True] * 3
    look = RecordRead.objects.get(person=people.person(cast.AIGUL).id)
    assert (look.purpose, look.role, look.reader) == (CALL_ME, "counsellor", str(people.person(cast.GULNARA).id))
    counsellor.post(PAGE, {"firm": FIRM, "code": code})
    told = Message.objects.get(person=people.person(cast.AIGUL).id)
    assert (told.kind, told.values) == (CALL_ME, {})
    looks = people.signed_in(cast.AIGUL).get("/en/account/looks/").content.decode()
    assert "A firm that has your code wants to talk to you" in looks


@pytest.mark.parametrize("code", ["", "ABC", "ZZZZZZ", "%", "' OR 1=1"])
def test_a_code_that_nobody_has_opens_nothing(code: str) -> None:
    code_of()
    refused = people.signed_in(cast.GULNARA).post(PAGE, {"firm": FIRM, "code": code})
    assert refused.status_code == 400
    assert (RecordRead.objects.count(), Message.objects.count()) == (0, 0)
    assert [word for word in KNOWN if word in refused.content.decode()] == []


def test_nobody_is_told_that_a_firm_asked_where_no_firm_is_named() -> None:
    refused = people.signed_in(cast.GULNARA).post(PAGE, {"firm": " ", "code": code_of()})
    assert (refused.status_code, "Write which firm calls." in refused.content.decode()) == (400, True)
    assert (RecordRead.objects.count(), Message.objects.count()) == (0, 0)
    assert [word for word in KNOWN if word in refused.content.decode()] == []


@pytest.mark.parametrize("who", [cast.AIDA, cast.NURLAN, cast.BAKYT, cast.ERMEK, cast.CHARLIE, cast.SAMAT])
def test_nobody_but_the_office_looks_a_code_up(who: cast.Person) -> None:
    code = code_of()
    assert people.signed_in(who).post(PAGE, {"firm": FIRM, "code": code}).status_code == 404
    if not who.is_staff:
        with pytest.raises(Refused):
            open_call_code(code, role="recruiter", by=people.actor(who), at=AT)  # type: ignore[arg-type]
    assert (RecordRead.objects.count(), Message.objects.count()) == (0, 0)


def test_a_firm_that_has_the_code_finds_no_page_that_knows_it() -> None:
    code, house = code_of(), stage.sewing()
    vacancy, client = house.vacancy(), people.signed_in(cast.AIDA)
    pages = ("/en/account/", "/en/vacancies/mine", f"/en/matches/candidates/{vacancy.id}", f"/en/vacancies/?q={code}")
    read = [client.get(page).content.decode() for page in pages]
    assert [word for word in KNOWN for page in read if word in page] == []
    assert code not in "".join(read[:3])
