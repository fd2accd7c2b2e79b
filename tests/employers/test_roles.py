"""Who opens which page of employers: the whole cast, each route."""

import pytest
from django.test import Client

from firststop.core.access import access_of
from firststop.employers.enums import RequestKind, Verification
from firststop.employers.services import ask_proof, ask_service
from firststop.employers.urls import urlpatterns
from tests import cast
from tests.employers.firms import NOW, aidas_firm, open_country
from tests.people import actor, signed_in

pytestmark = pytest.mark.django_db

#: Whom each page lets in; everybody else of the cast reads that there is no such page, a visitor signs in first.
OPEN = {
    "register": {"ermek", "aigul", "aida", "bakyt", "charlie"},
    "register/name": {"ermek", "aigul", "aida", "bakyt", "charlie"},
    "register/check": {"ermek", "aigul", "aida", "bakyt", "charlie"},
    "ask": {"aida", "bakyt", "nurlan"},
    "requests": {"gulnara", "meerim"},
    "requests/{asked}": {"gulnara", "meerim"},
    "proofs": {"meerim"},
    "proofs/{proof}": {"meerim"},
    "{firm}/proof": {"aida"},
    "{firm}/proof/counter": {"aida"},
}
DEEDS = {
    "asked/{asked}/close": {"aida", "nurlan"},
    "requests/{asked}/answer": {"gulnara", "meerim"},
    "proofs/{proof}/code": {"aida"},
    "proofs/{proof}/refuse": {"meerim"},
    "{firm}/register-facts": {"meerim"},
}


def addresses() -> dict[str, str]:
    firm = aidas_firm()
    proof, _code = ask_proof(firm.id, Verification.COUNTER, by=actor(cast.AIDA), at=NOW)
    asked = ask_service(firm.id, RequestKind.CALL, by=actor(cast.AIDA), at=NOW)
    return {"firm": str(firm.id), "proof": str(proof.id), "asked": str(asked.id)}


def lets_in(client: Client, page: str, *, deed: bool = False) -> bool:
    answer = client.post(page) if deed else client.get(page)
    assert answer.status_code in (200, 302, 400, 404), answer.status_code
    return answer.status_code != 404


def test_each_page_opens_for_its_roles_only() -> None:
    open_country()
    ids = addresses()
    for who in cast.CAST:
        client = signed_in(who)
        opened = {page for page in OPEN if lets_in(client, "/en/employers/" + page.format(**ids))}
        assert opened == {page for page, roles in OPEN.items() if who.key in roles}, who.key


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_is_done_by_another_role(deed: str) -> None:
    ids = addresses()
    done = {
        who.key
        for who in cast.CAST
        if who.key not in DEEDS[deed] and lets_in(signed_in(who), f"/en/employers/{deed.format(**ids)}", deed=True)
    }
    assert done == set()


def test_a_visitor_signs_in_first_and_comes_back(client: Client) -> None:
    ids = addresses()
    for page in [*OPEN, *DEEDS]:
        answer = client.get("/en/employers/" + page.format(**ids))
        assert answer.status_code == 302, page
        assert "/sign-in/?next=" in answer.headers["Location"]


def test_everybody_sees_the_page_of_an_enterprise(client: Client) -> None:
    ids = addresses()
    for reader in [client, *(signed_in(who) for who in cast.CAST)]:
        assert reader.get(f"/en/employers/{ids['firm']}").status_code == 200


def test_without_the_second_factor_staff_decide_nothing() -> None:
    addresses()
    assert signed_in(cast.MEERIM, second_factor=False).get("/en/employers/proofs").status_code in (302, 404)


def test_every_route_of_employers_is_in_this_table() -> None:
    public = {route.name for route in urlpatterns if (mark := access_of(route.callback)) and mark.is_public}
    assert public == {"places", "employer"}
    named = {route.name for route in urlpatterns} - public
    assert named == {
        "register", "register_step", "check", "ask", "close", "requests", "request", "answer",
        "proofs", "proof_case", "code", "decide", "proof", "prove", "note_facts",
    }  # fmt: skip
