"""One record of every kind, with the cast around it: for tests that walk the whole product.

Every text that people write in here stands between ‹ and ›, so that a test tells it from the product's own words.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils import timezone

from firststop.accounts.enums import KeyScope
from firststop.accounts.models import Account, Membership, Organisation
from firststop.accounts.queries import account_at
from firststop.accounts.services import ask_second_factor_reset, issue_key, revoke_key
from firststop.casework.enums import Clock
from firststop.casework.services import assign_client, assign_staff, open_task, register_office
from firststop.core.actor import Actor
from firststop.core.drafts import start_draft
from firststop.core.messages import YES, send_message
from firststop.core.models import Message
from firststop.core.models.messages import MessageState
from firststop.employers.enums import RequestKind, Verification
from firststop.employers.services import ask_proof, ask_service, register_establishment, trust_establishment
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import CvFile
from firststop.jobseekers.services import Wishes, enter_profile, hide_from, paste_cv
from firststop.matching.queries import candidate_key
from firststop.placements.services import apply, apply_to_firm, invite
from firststop.taxonomy.models import Concept, Label, OccupationSkill, Place, PlaceName, TaxonomyLoad
from firststop.vacancies import finding
from firststop.vacancies.enums import RejectionCode, Rhythm
from firststop.vacancies.indexing import documents
from firststop.vacancies.queries import public_cards_after
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.search import SearchIndex
from firststop.vacancies.services import (
    accept_vacancy,
    appeal,
    keep_table,
    post_vacancy,
    reject_vacancy,
    report_vacancy,
    save_search,
    seal_of,
    stop_vacancy,
)
from firststop.vacancies.services.asking import STILL_OPEN
from firststop.vacancies.services.sealed_answers import sealed_answer
from tests import cast, people

#: Staff whom the cast does not have: the front desk, and an administrator of the service who is nothing else.
DESK = replace(
    cast.SAMAT, key="desk", email="desk@service.example", secret="DESKQWERTYUIOPASDFGHJKLZXCVBNMAB",
    parts=(cast.Part(cast.SERVICE, "desk"),),
)  # fmt: skip
KEEPER = replace(
    cast.MEERIM, key="keeper", email="keeper@service.example", secret="KEEPERQWERTYUIOPASDFGHJKLZXCVBNM",
    parts=(cast.Part(cast.SERVICE, "administrator"),),
)  # fmt: skip
VISITOR, HALF_WAY = "visitor", "half-way"
#: Who walks through the product. The rival is to another firm what the owner is to hers.
ROLES: dict[str, cast.Person | None] = {
    VISITOR: None,
    "seeker": cast.AIGUL,
    "newcomer": cast.CHARLIE,
    "owner": cast.AIDA,
    "recruiter": cast.NURLAN,
    "rival": cast.BAKYT,
    "desk": DESK,
    "counsellor": cast.GULNARA,
    "moderator": cast.SAMAT,
    "lead": cast.MEERIM,
    "keeper": KEEPER,
    HALF_WAY: cast.SAMAT,
}
TITLE, PLACE = "‹Швея›", "test-town"


def said(text: str) -> str:
    """Mark a text as written by people."""
    return f"‹{text}›"


@dataclass(frozen=True)
class Scene:
    """What there is: ids by name, and the keys of the two firms."""

    ids: dict[str, str]
    keys: dict[str, str]

    def client(self, role: str) -> Client:
        """Return a client that is signed in as a role, as if a moment ago."""
        who = ROLES[role]
        account = account_at(who.phone or who.email or "") if who else None
        return people.client_of(account, second_factor=role != HALF_WAY) if account else Client()


def build() -> Scene:
    """Make one of everything; whoever calls has a database for it."""
    for who in [*cast.CAST, DESK, KEEPER]:
        people.person(who)
    skill, work = _taxonomy()
    ids: dict[str, uuid.UUID | str] = {"skill": skill.id, "occupation": work.id, "place": PLACE}
    ids |= _firm(cast.KUMUSH_IYNE, cast.AIDA, work, skill)
    rival = _firm(cast.CHUY_METALL, cast.BAKYT, work, skill)
    ids |= {f"rival_{name}": key for name, key in rival.items()}
    ids |= _service(ids)
    ids |= _seeker(ids, skill, work)
    for name, who in (("membership", cast.NURLAN), ("rival_membership", cast.BAKYT)):
        ids[name] = Membership.objects.get(account=people.person(who)).id
    made = Scene({name: str(key) for name, key in ids.items()}, _keys())
    _mark_names()
    return made


def _taxonomy() -> tuple[Concept, Concept]:
    skill, work = (
        Concept.objects.create(id=uuid.uuid4(), uri=f"urn:test:{kind}", kind=kind, source="test", code="7531")
        for kind in ("skill", "occupation")
    )
    OccupationSkill.objects.create(occupation=work, skill=skill, relation="essential")
    group = Concept.objects.create(id=uuid.uuid4(), uri="urn:test:group", kind="group", source="test", code="7531")
    for concept, word in ((skill, "sew"), (work, "seamstress"), (group, "tailors")):
        for language in ("en", "ru", "ky"):
            Label.objects.create(concept=concept, language=language, kind="preferred", text=said(word), folded=word)
    TaxonomyLoad.objects.create(source="firststop", at=timezone.now(), summary={})
    place = Place.objects.create(code=PLACE, path=f"/{PLACE}/", kind="settlement", source="test")
    for language in ("en", "ru", "ky"):
        PlaceName.objects.create(place=place, language=language, text=said("Town"), folded="town", preferred=True)
    return skill, work


def record(work: Concept, skill: Concept, **changes: object) -> VacancyIn:
    """Return a vacancy with every kind of text in it."""
    usual = {
        "title": TITLE,
        "language": "ru",
        "description": f"<p>{said('Шить школьную форму.')}</p>",
        "conditions": said("Обед"),
        "openings": 2,
        "occupation": str(work.id),
        "skills": [{"id": str(skill.id), "must": True}, {"name": said("аккуратность")}],
        "contract": "permanent",
        "schedule": "full_day",
        "places": [{"code": PLACE}],
        "pay_min": "22000",
        "pay_max": "30000",
        "pay_currency": "KGS",
        "pay_period": "month",
        "apply_channels": [{"kind": "in_system"}],
        "contacts": [{"name": said("Аида"), "phone": "+996 700 000 103"}],
    }
    return VacancyIn.model_validate({**usual, **changes})


def _firm(firm: cast.Firm, boss: cast.Person, work: Concept, skill: Concept) -> dict[str, uuid.UUID]:
    house, by, at = people.organisation_of(firm), people.actor(boss), timezone.now()
    number = "01503202010042" if firm is cast.KUMUSH_IYNE else "02107201810077"
    own = register_establishment(
        organisation=house.id, name=said(firm.name("ru")), number=number, scheme="kg-inn", by=by, place=PLACE,
        phone="+996312123456", site="https://firm.example/",
    )  # fmt: skip
    trust_establishment(own.id, way=Verification.COUNTER, by=people.actor(DESK), at=at)

    def post(title: str = TITLE) -> uuid.UUID:
        said_of = record(work, skill, title=title)
        return post_vacancy(said_of, employer=own.id, organisation=house.id, by=by, at=at).id

    checked = people.actor(cast.SAMAT)
    first = post()
    accept_vacancy(first, by=checked, at=at)
    rejected, ended = post(said("Швея снова")), post(said("Швея раньше"))
    reject_vacancy(rejected, code=RejectionCode.OTHER, text=said("Почему"), by=checked, at=at)
    appeal(rejected, organisation=house.id, text=said("Прошу"), by=by, at=at)
    stop_vacancy(ended, organisation=house.id, reason="filled", by=by, at=at)
    report_vacancy(first, reason=RejectionCode.OTHER, text=said("Странно"), by=people.actor(cast.CHARLIE), at=at)
    proof, _code = ask_proof(own.id, Verification.DIRECTOR, by=by, at=at, note=said("А. Сыдыкова"))
    letter, _code = ask_proof(own.id, Verification.LETTER, by=by, at=at)
    asked = ask_service(own.id, RequestKind.QUESTION, by=by, at=at, text=said("Кто?"))
    values = record(work, skill, title=said("Швея, черновик")).model_dump(mode="json", exclude_none=True)
    draft = start_draft(people.person(boss).id, "vacancies.vacancy", on=timezone.localdate(), values=values)
    table = keep_table(
        f"title\n{TITLE}\n".encode(),
        said("table.csv"),
        employer=own.id,
        organisation=house.id,
        language="en",
        by=by,
        at=at,
    )
    return {"employer": own.id, "table": table.id, "vacancy": first, "rejected": rejected, "ended": ended,
            "proof": proof.id,
            "letter": letter.id, "asked": asked.id, "draft": draft.id, "organisation": house.id}  # fmt: skip


def _service(ids: dict[str, uuid.UUID | str]) -> dict[str, uuid.UUID | str]:
    at, house = timezone.now(), people.organisation_of(cast.SERVICE)
    names = {language: said("Office") for language in ("en", "ru", "ky")}
    office = register_office("test", names=names, place=PLACE, organisation=house.id, by=people.BY)
    for who in (cast.GULNARA, cast.SAMAT, cast.MEERIM):
        assign_staff(office.code, people.person(who).id, by=people.BY)
    for client, counsellor in ((cast.AIGUL, cast.GULNARA), (cast.ERMEK, cast.MEERIM)):
        person = people.person(client).id
        assign_client(person, people.person(counsellor).id, office.code, on=timezone.localdate(), by=people.BY)
    asked = send_message(
        people.person(cast.BAKYT).id, STILL_OPEN, effect="scene:open", on=at.date(), values={"ref": said("A1")},
        subject=uuid.UUID(str(ids["rival_vacancy"])),
    )  # fmt: skip
    if asked is None:
        raise AssertionError("a new message")
    Message.objects.filter(id=asked.id).update(state=MessageState.SENT, sent_at=at - timedelta(days=4))
    task = open_task("employers.request", uuid.UUID(str(ids["asked"])), clock=Clock.FIRST_ANSWER, at=at)
    gulnara = people.actor(cast.GULNARA)
    reset = ask_second_factor_reset(people.person(cast.SAMAT).id, reason=said("Голос"), by=gulnara, at=at)
    return {"task": task.id, "message": asked.id, "reset": reset.id, "answer_seal": sealed_answer(asked.id, YES),
            "office": office.code, "account": people.person(cast.GULNARA).id}  # fmt: skip


def _seeker(ids: dict[str, uuid.UUID | str], skill: Concept, work: Concept) -> dict[str, uuid.UUID | str]:
    at, boss = timezone.now(), people.actor(cast.AIDA)
    house, vacancy = people.organisation_of(cast.KUMUSH_IYNE).id, uuid.UUID(str(ids["vacancy"]))
    for who in (cast.AIGUL, cast.ERMEK):
        person = people.person(who)
        by = Actor(str(person.id), people.BY.kind.PERSON)
        profile = enter_profile(
            person.id, wishes=Wishes(place=PLACE, languages=(("ky", "native"),)), skills=[skill.id],
            occupations=[(work.id, True, 24)], visibility=Visibility.FULL, by=by,
        )  # fmt: skip
        paste_cv(person.id, said("I sew"), by=by, at=at)
        hide_from(profile.id, uuid.UUID(str(ids["rival_employer"])), by=by)
    aigul = people.person(cast.AIGUL)
    sent = apply(vacancy, aigul.id, message=said("Я шью."), by=Actor(str(aigul.id), people.BY.kind.PERSON), at=at)
    employer = uuid.UUID(str(ids["employer"]))
    apply_to_firm(
        employer, aigul.id, message=said("Хочу к вам."), by=Actor(str(aigul.id), people.BY.kind.PERSON), at=at
    )
    invitation = invite(vacancy, aigul.id, organisation=house, message=said("Приходите"), by=boss, at=at)
    mine = save_search(
        said("Моё"), {"q": [TITLE], "place": [PLACE]}, Rhythm.DAILY,
        by=Actor(str(aigul.id), people.BY.kind.PERSON), at=at,
    )  # fmt: skip
    return {"application": sent.id, "invitation": invitation.id, "person": aigul.id,
            "cv": CvFile.objects.get(profile__person=aigul.id).id,
            "search": mine.id, "seal": seal_of(mine.id),
            "other_person": people.person(cast.ERMEK).id,
            "candidate": candidate_key(vacancy, people.person(cast.ERMEK).id)}  # fmt: skip


def _keys() -> dict[str, str]:
    at, keys = timezone.now(), {"no key": "", "wrong key": "fs_nobody"}
    for name, who, scope in [
        ("ended key", cast.AIDA, KeyScope.VACANCIES_WRITE),
        ("own key", cast.AIDA, KeyScope.VACANCIES_WRITE),
        ("reader's key", cast.AIDA, KeyScope.VACANCIES_READ),
        ("rival's key", cast.BAKYT, KeyScope.VACANCIES_WRITE),
    ]:
        by = people.actor(who)
        key, secret = issue_key(uuid.UUID(by.for_id), name=said(name), scopes=[scope], by=by, at=at)
        if name == "ended key":
            revoke_key(uuid.UUID(by.for_id), key.id, by=by, at=at)
        keys[name] = secret
    return keys


def _mark_names() -> None:
    """Mark the names that the cast brings along."""
    names = [(Organisation, "name"), (Account, "given_name"), (Account, "family_name")]
    for table, column in names:
        table._default_manager.update(**{column: Concat(Value("‹"), F(column), Value("›"))})


def searchable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let searches of this process find the scene's public vacancies."""
    index = SearchIndex.open()
    index.apply(documents(public_cards_after(None, limit=100)), [], "0/0")
    monkeypatch.setattr(finding, "reader", lambda: index)


#: What every request may write: the session, counts of tries, the request's note in row history.
NOTED = {"django_session", "core_cache", "pghistory_context"}


def fingerprint() -> dict[str, str]:
    """Return a digest of every table's rows, by table: what differs between two calls was changed between them."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in NOTED]
        parts = " UNION ALL ".join(
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {name} t"
            for name in tables
        )
        cursor.execute(parts)
        return {str(name): str(digest) for name, digest in cursor.fetchall()}


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
