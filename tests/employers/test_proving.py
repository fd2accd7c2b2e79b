"""Stories of proving that somebody speaks for an enterprise."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from firststop.accounts.enums import Role
from firststop.accounts.services import accept_invitation, invite_member
from firststop.casework.queries import task_of
from firststop.core.models import Change
from firststop.core.refusals import Refused
from firststop.employers.enums import Verification, VerificationState
from firststop.employers.events import ESTABLISHMENT_VERIFIED
from firststop.employers.models import Establishment, Proof
from firststop.employers.services import (
    ask_proof,
    confirm_code,
    decide_proof,
    end_proofs,
    note_register_facts,
    register_unit,
    trust_establishment,
    write_letter,
)
from firststop.employers.services.proving import QUEUE
from tests import cast
from tests.employers.firms import NOW, OTHER_INN, PHONE, aidas_firm, open_country, sent
from tests.people import BY, actor, organisation_of, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("E-02")]


def code_in(text: str) -> str:
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None
    return found.group()


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def ask(firm: Establishment, way: Verification, **more: str) -> tuple[Proof, str | None]:
    return ask_proof(firm.id, way, by=actor(cast.AIDA), at=NOW, **more)


def is_verified(firm: Establishment) -> bool:
    return Establishment.objects.get(id=firm.id).is_verified


def test_a_code_goes_to_the_number_in_the_register_in_one_message() -> None:
    firm = aidas_firm()
    _proof, code = ask(firm, Verification.SMS)
    assert code is None
    ((number, text),) = sent
    assert number == PHONE != cast.AIDA.phone
    assert confirm_code(_proof.id, f" {code_in(text)} ", by=actor(cast.AIDA), at=NOW)
    assert is_verified(firm)


def test_the_proof_is_told_in_the_change_log_without_the_code() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.SMS)
    code = code_in(sent[0][1])
    confirm_code(proof.id, code, by=actor(cast.AIDA), at=NOW)
    entry = Change.objects.get(verb=ESTABLISHMENT_VERIFIED)
    assert code not in str(entry.detail)
    assert Proof.objects.get(id=proof.id).code_digest != code


def test_without_a_number_in_the_register_there_is_no_text_message() -> None:
    firm = aidas_firm(phone=None)
    with pytest.raises(Refused) as no:
        ask(firm, Verification.SMS)
    assert no.value.first.rule == "proof.no_number"
    assert (sent, Proof.objects.count()) == ([], 0)


def test_the_page_offers_no_text_message_without_a_number_and_takes_none_typed() -> None:
    firm = aidas_firm(phone=None)
    client = signed_in(cast.AIDA)
    page = client.get(f"/en/employers/{firm.id}/proof").content.decode()
    assert 'value="sms"' not in page
    assert 'value="email"' not in page
    assert client.post(f"/en/employers/{firm.id}/proof", {"way": "sms"}).status_code == 400
    client.post(f"/en/employers/{firm.id}/proof/sms", {"phone": cast.AIDA.phone})
    assert (sent, Proof.objects.count()) == ([], 0)


def test_ten_wrong_codes_end_a_proof() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.SMS)
    right = code_in(sent[0][1])
    for _ in range(10):
        assert not confirm_code(proof.id, other_than(right), by=actor(cast.AIDA), at=NOW)
    with pytest.raises(Refused):
        confirm_code(proof.id, right, by=actor(cast.AIDA), at=NOW)
    assert not is_verified(firm)


def test_nine_wrong_codes_do_not() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.SMS)
    right = code_in(sent[0][1])
    for _ in range(9):
        confirm_code(proof.id, other_than(right), by=actor(cast.AIDA), at=NOW)
    assert confirm_code(proof.id, right, by=actor(cast.AIDA), at=NOW)


def test_a_code_of_another_proof_does_not_work() -> None:
    firm = aidas_firm()
    by_letter, letter_code = ask(firm, Verification.LETTER)
    by_mail, mail_code = ask(firm, Verification.EMAIL)
    assert letter_code
    assert mail_code
    if letter_code != mail_code:
        assert not confirm_code(by_letter.id, mail_code, by=actor(cast.AIDA), at=NOW)
        assert not confirm_code(by_mail.id, letter_code, by=actor(cast.AIDA), at=NOW)
    assert by_letter.code_digest != by_mail.code_digest
    assert not is_verified(firm)


def test_a_new_code_ends_the_one_before() -> None:
    firm = aidas_firm()
    first, _code = ask(firm, Verification.SMS)
    ask(firm, Verification.SMS)
    with pytest.raises(Refused):
        confirm_code(first.id, code_in(sent[0][1]), by=actor(cast.AIDA), at=NOW)


def test_a_code_is_over_at_its_end() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.SMS)
    code = code_in(sent[0][1])
    with pytest.raises(Refused):
        confirm_code(proof.id, code, by=actor(cast.AIDA), at=proof.ends_at)
    assert confirm_code(proof.id, code, by=actor(cast.AIDA), at=proof.ends_at - timedelta(seconds=1))


def test_more_guesses_cannot_be_had_by_asking_again() -> None:
    firm = aidas_firm()
    for _ in range(5):
        ask(firm, Verification.SMS)
    with pytest.raises(Refused) as no:
        ask(firm, Verification.SMS)
    assert no.value.first.rule == "proof.too_often"
    assert len(sent) == 5
    ask(firm, Verification.COUNTER)
    ask_proof(firm.id, Verification.SMS, by=actor(cast.AIDA), at=NOW + timedelta(days=1, minutes=1))


def test_a_proven_code_does_not_work_twice() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.SMS)
    code = code_in(sent[0][1])
    confirm_code(proof.id, code, by=actor(cast.AIDA), at=NOW)
    with pytest.raises(Refused):
        confirm_code(proof.id, code, by=actor(cast.AIDA), at=NOW)


def test_a_firm_shares_its_proof_with_its_units() -> None:
    open_country()
    firm = aidas_firm()
    unit = register_unit(firm.id, name="Shop", place=cast.KANT, by=actor(cast.AIDA))
    trust_establishment(firm.id, way=Verification.COUNTER, by=actor(cast.MEERIM), at=NOW)
    assert Establishment.objects.get(id=unit.id).is_verified


@pytest.mark.parametrize("way", [Verification.COUNTER, Verification.DIRECTOR])
@pytest.mark.parametrize("granted", [True, False])
def test_staff_decide_visits_and_directors(way: Verification, granted: bool) -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, way, note="A. Sydykova")
    decided = decide_proof(proof.id, granted=granted, note="Seen", by=actor(cast.MEERIM), at=NOW)
    assert decided.state == (VerificationState.DONE if granted else VerificationState.REFUSED)
    assert decided.note == "A. Sydykova; Seen"
    assert is_verified(firm) is granted
    assert task_of(QUEUE, proof.id) is None


@pytest.mark.parametrize("way", [Verification.SMS, Verification.EMAIL, Verification.LETTER])
def test_staff_cannot_stand_in_for_a_code(way: Verification) -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, way)
    with pytest.raises(Refused):
        decide_proof(proof.id, granted=True, note="Seen", by=actor(cast.MEERIM), at=NOW)
    assert not is_verified(firm)


def test_nobody_decides_their_own_proof_nor_without_a_note_nor_from_outside() -> None:
    firm, meerim = aidas_firm(), person(cast.MEERIM)
    _member, invited = invite_member(organisation_of(cast.KUMUSH_IYNE).id, Role.ADMINISTRATOR, at=NOW, by=BY)
    accept_invitation(invited, meerim.id, at=NOW, by=BY)
    proof, _code = ask_proof(firm.id, Verification.COUNTER, by=actor(cast.MEERIM), at=NOW)
    tries = [(cast.MEERIM, "Seen", "proof.own"), (cast.SAMAT, " ", "proof.note"), (cast.AIDA, "Seen", "right.staff")]
    for who, note, rule in tries:
        with pytest.raises(Refused) as no:
            decide_proof(proof.id, granted=True, note=note, by=actor(who), at=NOW)
        assert no.value.first.rule == rule
    assert not is_verified(firm)


def test_the_code_of_a_letter_is_the_one_that_staff_printed() -> None:
    firm = aidas_firm()
    proof, asked_code = ask(firm, Verification.LETTER)
    later = NOW + timedelta(days=2)
    written, code = write_letter(proof.id, address="Toktogul 1, Karakol", by=actor(cast.MEERIM), at=later)
    assert written.ends_at == later + timedelta(days=30)
    if asked_code != code:
        assert not confirm_code(proof.id, asked_code or "", by=actor(cast.AIDA), at=later)
    assert confirm_code(proof.id, code, by=actor(cast.AIDA), at=later + timedelta(days=29))


def test_only_staff_write_letters_and_to_an_address() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.LETTER)
    for who, address, rule in [(cast.AIDA, "Here", "right.staff"), (cast.MEERIM, " ", "proof.address")]:
        with pytest.raises(Refused) as no:
            write_letter(proof.id, address=address, by=actor(who), at=NOW)
        assert no.value.first.rule == rule


def test_a_director_and_a_letter_wait_for_staff_with_a_promised_time() -> None:
    firm = aidas_firm()
    for way in Verification:
        proof, _code = ask(firm, way)
        assert (task_of(QUEUE, proof.id) is not None) is (way in (Verification.DIRECTOR, Verification.LETTER))


def test_proofs_end_by_themselves_with_their_tasks() -> None:
    firm = aidas_firm()
    proof, _code = ask(firm, Verification.DIRECTOR)
    assert end_proofs(at=proof.ends_at - timedelta(seconds=1)) == 0
    assert end_proofs(at=proof.ends_at) == 1
    assert task_of(QUEUE, proof.id) is None
    assert Proof.objects.get(id=proof.id).state == VerificationState.REFUSED


def test_only_staff_write_down_what_the_register_says() -> None:
    firm = aidas_firm(phone=None)
    with pytest.raises(Refused):
        note_register_facts(firm.id, phone=cast.AIDA.phone, site=None, by=actor(cast.AIDA))
    assert Establishment.objects.get(id=firm.id).register_phone is None
    note_register_facts(firm.id, phone=PHONE, site="https://kumush.example", by=actor(cast.MEERIM))
    assert Establishment.objects.get(id=firm.id).register_phone == PHONE


def begin(client: Client, firm: Establishment, way: str, **facts: str) -> Proof:
    assert client.post(f"/en/employers/{firm.id}/proof", {"way": way}).headers["Location"].endswith(f"/proof/{way}")
    assert client.get(f"/en/employers/{firm.id}/proof/{way}").status_code == 200
    assert client.post(f"/en/employers/{firm.id}/proof/{way}", facts).status_code == 302
    return Proof.objects.get(establishment=firm, way=way, state="asked")


def test_aida_proves_her_firm_by_text_message_on_the_page() -> None:
    firm = aidas_firm()
    client = signed_in(cast.AIDA)
    proof = begin(client, firm, "sms")
    code = code_in(sent[0][1])
    wrong = client.post(f"/en/employers/proofs/{proof.id}/code", {"code": other_than(code)})
    assert (wrong.status_code, "This code is not right" in wrong.content.decode()) == (400, True)
    right = client.post(f"/en/employers/proofs/{proof.id}/code", {"code": f"{code[:3]} {code[3:]}"}, follow=True)
    assert "You speak for this enterprise" in right.content.decode()


def test_mail_goes_to_the_domain_in_the_register_only() -> None:
    firm = aidas_firm()
    note_register_facts(firm.id, phone=None, site="https://www.kumush.example/about", by=actor(cast.MEERIM))
    client = signed_in(cast.AIDA)
    for typed in ("me@gmail.com", "a b", "x@evil.example", "x,me@evil.example", "x\nBcc: me@evil.example"):
        assert client.post(f"/en/employers/{firm.id}/proof/email", {"mailbox": typed}).status_code == 400
    assert not mail.outbox
    proof = begin(client, firm, "email", mailbox="office@kumush.example")
    (letter,) = mail.outbox
    assert letter.to == ["office@kumush.example"]
    client.post(f"/en/employers/proofs/{proof.id}/code", {"code": code_in(str(letter.body))})
    assert is_verified(firm)


def test_mail_for_everybody_proves_nothing() -> None:
    firm = aidas_firm()
    note_register_facts(firm.id, phone=None, site="https://mail.ru", by=actor(cast.MEERIM))
    assert 'value="email"' not in signed_in(cast.AIDA).get(f"/en/employers/{firm.id}/proof").content.decode()


def test_the_director_is_named_and_staff_compare() -> None:
    firm = aidas_firm()
    assert signed_in(cast.AIDA).post(f"/en/employers/{firm.id}/proof/director", {}).status_code == 400
    proof = begin(signed_in(cast.AIDA), firm, "director", director="Aida Sydykova")
    desk = signed_in(cast.MEERIM)
    page = desk.get(f"/en/employers/proofs/{proof.id}").content.decode()
    assert all(word in page for word in ("Aida Sydykova", "Kumush Iyne", "Format only, not verified"))
    assert desk.post(f"/en/employers/proofs/{proof.id}/grant", {"note": ""}).status_code == 400
    assert not is_verified(firm)
    desk.post(f"/en/employers/proofs/{proof.id}/grant", {"note": "the same name"})
    assert is_verified(firm)
    assert "Nothing waits" in desk.get("/en/employers/proofs").content.decode()


def test_the_desk_prints_the_letter_and_the_firm_enters_its_code() -> None:
    firm = aidas_firm()
    client, desk = signed_in(cast.AIDA), signed_in(cast.MEERIM)
    proof = begin(client, firm, "letter")
    assert desk.post(f"/en/employers/proofs/{proof.id}/letter", {"address": ""}).status_code == 400
    printed = desk.post(f"/en/employers/proofs/{proof.id}/letter", {"address": "Toktogul 1"})
    assert "no-store" in printed.headers["Cache-Control"]
    code = code_in(re.sub(r"<[^>]*>", " ", printed.content.decode().split("fs-big fs-number", 1)[1]))
    client.post(f"/en/employers/proofs/{proof.id}/code", {"code": code})
    assert is_verified(firm)


def test_the_desk_writes_the_number_down_and_the_text_message_opens() -> None:
    firm = aidas_firm(phone=None)
    begin(signed_in(cast.AIDA), firm, "counter")
    desk = signed_in(cast.MEERIM)
    assert desk.post(f"/en/employers/{firm.id}/register-facts", {"phone": "12"}).status_code == 400
    desk.post(f"/en/employers/{firm.id}/register-facts", {"phone": "0312 12 34 56", "site": ""})
    assert 'value="sms"' in signed_in(cast.AIDA).get(f"/en/employers/{firm.id}/proof").content.decode()


def test_another_firm_s_proof_does_not_exist() -> None:
    firm = aidas_firm(number=OTHER_INN)
    proof, _code = ask_proof(firm.id, Verification.SMS, by=actor(cast.AIDA), at=timezone.now())
    bakyt = signed_in(cast.BAKYT)
    code = code_in(sent[0][1])
    for address in (f"{firm.id}/proof", f"{firm.id}/proof/sms"):
        assert bakyt.get(f"/en/employers/{address}").status_code == 404
    assert bakyt.post(f"/en/employers/proofs/{proof.id}/code", {"code": code}).status_code == 404
    assert bakyt.post(f"/en/employers/proofs/{uuid.uuid4()}/code", {"code": code}).status_code == 404
    assert not is_verified(firm)
