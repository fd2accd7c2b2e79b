"""A person's data across all packages: shown with the day they go, taken away whole, erased without a trace."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone
from django.utils.translation import override

from firststop.accounts.models import Account
from firststop.casework.services import assign_client, plan_next_action, register_office
from firststop.core import held, retention
from firststop.core.actor import Actor, ActorKind
from firststop.employers.enums import Verification
from firststop.employers.models import Proof
from firststop.jobseekers.enums import Origin
from firststop.jobseekers.models import Profile, ProfileOccupation, ProfileSkill
from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.models import Application
from firststop.placements.services import invite, move_application, refuse_application
from firststop.site.own_words import WORDS
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.models import Concept, Place
from firststop.vacancies import indexing
from firststop.vacancies.enums import Rhythm
from firststop.vacancies.models import Contact, SavedSearch, SentAlert
from firststop.vacancies.services import keep_table, seal_of
from tests import people
from tests.accounts.test_own_page import MARK, found_in_tables, planted
from tests.cast import GULNARA
from tests.jobseekers.samples import word
from tests.placements import stage

pytestmark = [pytest.mark.django_db, pytest.mark.row("A-11", "C-15")]
PHONE = "+996555000777"
#: Personal tables whose rows are about nobody with an account, so that no account leads to them.
ABOUT_NOBODY_WITH_AN_ACCOUNT = {"vacancies.Contact"}


def lived() -> Account:
    """Return an account with a marker in every text that the product's doors take from or about a person."""
    account, now = planted(), timezone.now()
    house, client = stage.sewing(), people.client_of(account, hat="")
    shirts, coats = house.vacancy(), house.vacancy(title="Закройщик")
    posted = [
        client.post("/en/me/cv", {"text": f"{MARK} has sewn for six years"}),
        client.post("/en/me/cv", {"cv": SimpleUploadedFile("cv.docx", word(f"{MARK} sews", f"{MARK} cuts"))}),
        client.post("/en/me/not-to", {"hide": str(stage.welding().establishment.id)}),
        client.post("/en/me/visibility", {"visibility": "full"}),
        client.post(f"/en/applications/to/{shirts.id}", {"message": f"{MARK} I sew"}),
        client.post(f"/en/vacancies/{coats.id}/report", {"reason": "other", "text": f"{MARK} is cheated"}),
    ]
    assert [answer.status_code for answer in posted] == [302, 302, 302, 302, 302, 200]
    firm: dict[str, Any] = {"organisation": house.organisation, "by": house.by, "at": now}
    invite(coats.id, account.id, message=f"{MARK} come", **firm)
    sent = Application.objects.get(person=account)
    invitation = client.get("/en/applications/invitations")
    assert f"{MARK} come" in invitation.content.decode()
    move_application(sent.id, ApplicationState.IN_REVIEW, **firm)
    refuse_application(sent.id, reason=RefusalReason.OTHER, note=f"{MARK} was late", **firm)
    _can_something(account)
    search = SavedSearch.objects.create(
        person=account,
        name=f"{MARK} search",
        folded=f"{MARK} search".casefold(),
        conditions={"q": [f"{MARK} sews"]},
        rhythm=Rhythm.DAILY,
        looked_at=now,
    )
    SentAlert.objects.create(search=search, vacancy=shirts, at=now)
    Contact.objects.create(vacancy=shirts, name=f"{MARK} newest", phone=PHONE)
    Proof.objects.create(
        establishment=house.establishment, way=Verification.DIRECTOR, asked_by=str(account.id), note=f"{MARK} is known",
        asked_at=now, ends_at=now, delete_on=now.date(),
    )  # fmt: skip
    _counsel(account, now.date())
    keep_table(
        f"title\n{MARK} sews\n".encode(), f"{MARK}.csv", language="en",
        employer=house.establishment.id, organisation=house.organisation,
        by=Actor(str(account.id), ActorKind.PERSON), at=now,
    )  # fmt: skip
    return account


def _can_something(account: Account) -> None:
    profile, origin = Profile.objects.get(person=account), Origin.TYPED
    concepts = Concept.objects.bulk_create(
        Concept(id=uuid.uuid4(), uri=f"urn:own:{kind}", kind=kind, source="test")
        for kind in (ConceptKind.SKILL, ConceptKind.OCCUPATION)
    )
    ProfileSkill.objects.create(profile=profile, skill=concepts[0], origin=origin)
    ProfileOccupation.objects.create(profile=profile, occupation=concepts[1], wanted=True, origin=origin)


def _counsel(account: Account, on: date) -> None:
    counsellor = people.actor(GULNARA)
    place = Place.objects.create(code="test-office", path="/test-office/", kind="settlement")
    service = people.organisation_of(GULNARA.parts[0].firm).id
    register_office("test", names={"en": "Office"}, place=place.code, organisation=service, by=people.BY)
    assign_client(account.id, uuid.UUID(counsellor.id), "test", on=on, by=people.BY)
    plan_next_action(account.id, action=f"{MARK} calls", on=on, by=counsellor)


def personal() -> list[retention.Kept]:
    return [rule for rule in retention.rules() if rule.personal]


def rows_of(rule: retention.Kept, account: Account) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = apps.get_model(rule.model)._default_manager.filter(**{rule.whose: account.id})
    return rows


def files_with(word: str) -> Iterator[str]:
    for path in settings.VAR.rglob("*"):
        if path.is_file() and word.encode() in path.read_bytes():
            yield str(path)


def test_erasing_leaves_no_marker_in_tables_history_jobs_cache_and_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(indexing, "_writer", [])
    account = lived()
    before = found_in_tables(MARK)
    assert {
        "jobseekers_cvfile", "placements_application", "placements_applicationevent", "placements_invitation",
        "placements_invitationevent", "vacancies_readerreport", "vacancies_savedsearch", "vacancies_contact",
        "casework_client", "employers_proof",
    } <= before  # fmt: skip
    assert people.client_of(account, hat="").post("/en/account/data/erase/").status_code == 302
    indexing.rebuild()
    assert found_in_tables(MARK, PHONE) == set()
    assert list(files_with(MARK)) == []
    assert [rule.model for rule in personal() if rule.whose and rows_of(rule, account).exists()] == []


def test_what_stays_after_erasing_are_ids_and_a_digest() -> None:
    account = lived()
    people.client_of(account, hat="").post("/en/account/data/erase/")
    assert found_in_tables(str(account.id)) <= {"core_change", "pghistory_context"}


def test_the_file_names_every_text_that_any_table_holds_about_the_person() -> None:
    account = lived()
    taken = people.client_of(account, hat="").get("/en/account/data/firststop.json")
    file = json.dumps(json.loads(taken.content))
    missing = []
    for rule in personal():
        for row in rows_of(rule, account).values() if rule.whose else ():
            missing += [
                f"{rule.model}.{name}" for name, value in row.items()
                if name != "password" and MARK in str(value) and json.dumps(value, default=str) not in file
                # The bytes of a file are told by their number.
                and not isinstance(value, bytes)
            ]  # fmt: skip
    assert missing == []
    assert PHONE in file
    page = people.client_of(account, hat="").get("/en/account/data/firststop.html").content.decode()
    assert [text for text in ("I sew", "come", "was late", "calls", "is cheated") if f"{MARK} {text}" not in page] == []


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_the_file_to_read_names_its_fields_in_the_readers_language(language: str) -> None:
    account = lived()
    client = people.client_of(account, hat="")
    page = client.get(f"/{language}/account/data/firststop.html").content.decode()
    names = re.findall(r"<(?:dt|h2)>(.*?)</", page)
    typed = {"typed"}  # what a form's own fields are called in a draft
    assert len(names) > 100
    assert [name for name in names if re.fullmatch(r"[a-z_]+", name) and name not in typed] == []


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_two_fields_of_one_record_are_never_called_the_same(language: str) -> None:
    with override(language):
        said = [str(words) for words in WORDS.values()]
    assert sorted(said) == sorted(set(said))


def test_the_file_has_no_secret_of_ours() -> None:
    account = lived()
    file = people.client_of(account, hat="").get("/en/account/data/firststop.json").content.decode()
    assert account.password not in file
    assert seal_of(SavedSearch.objects.get().id) not in file
    assert "code_digest" not in file


def test_the_page_says_of_each_table_until_when_it_is_kept() -> None:
    account = lived()
    client = people.client_of(account, hat="")
    page = client.get("/en/account/data/").content.decode()
    shown = held.held_about(account.id)
    assert {"jobseekers.CvFile", "placements.Application", "accounts.Account"} <= {kept.model for kept in shown}
    assert [kept.model for kept in shown if kept.delete_on is None and str(kept.until) not in page] == []
    assert "deleted from" in page


def test_every_personal_table_knows_whose_its_rows_are() -> None:
    assert {rule.model for rule in personal() if not rule.whose} == ABOUT_NOBODY_WITH_AN_ACCOUNT


@pytest.mark.parametrize(
    "rule", [rule for rule in retention.rules() if rule.due and rule.whose], ids=lambda it: it.model
)
def test_a_day_after_its_last_day_nothing_of_a_row_is_left(rule: retention.Kept) -> None:
    account = lived()
    people.client_of(account)
    if rule.model == "accounts.Account":
        Account.objects.filter(id=account.id).update(unfinished_until=timezone.localdate())
    lasts = [_last(rule, ends) for ends in ending(rule, account).values_list("ends", flat=True)]
    assert lasts
    retention.delete_due(at=min(lasts) - timedelta(days=1))
    assert ending(rule, account).count() == len(lasts)
    retention.delete_due(at=max(lasts) + timedelta(days=1))
    assert not ending(rule, account).exists()


def ending(rule: retention.Kept, account: Account) -> models.QuerySet[Any]:
    """Return the rows of a table about an account that have a last day."""
    return rule.rows().filter(**{rule.whose: account.id}).filter(ends__isnull=False)


def _last(rule: retention.Kept, ends: date) -> datetime:
    day = rule.last_day(ends)
    assert day
    return day if isinstance(day, datetime) else timezone.make_aware(datetime.combine(day, datetime.min.time()))
