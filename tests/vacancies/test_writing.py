"""An employer writes a vacancy: a question a screen, kept at every step, sent once, looked after in one list."""

import importlib
import pkgutil
import uuid
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.utils import timezone

from firststop.core.models import Draft
from firststop.taxonomy.models import Place, PlaceName
from firststop.vacancies import forms as vacancies_forms
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.forms.writing import STEPS
from firststop.vacancies.models import Vacancy
from firststop.vacancies.services import accept_vacancy
from tests import cast, people
from tests.vacancies.test_life import Firm, ground

pytestmark = [pytest.mark.django_db, pytest.mark.row("V-01")]

ANSWERS: dict[str, dict[str, Any]] = {
    "work": {
        "title": "Seamstress for coats",
        "occupation_name": "seamstress",
        "text_language": "en",
        "description": "You sew winter coats.\n\nThe material is cut already.",
    },
    "terms": {"place": "Karakol", "openings": "2", "contract": "permanent"},
    "times": {"schedule": "full_day"},
    "pay": {"pay_kind": "range", "pay_min": "30000", "pay_max": "45000", "pay_period": "month"},
    "apply": {"experience_months": "12"},
    "ways": {"ways": ["in_system", "phone"], "apply_phone": "+996 700 000 103", "contact_name": "Aida"},
}


def firm(*, verified: bool = True) -> Firm:
    made = Firm(verified=verified)
    _concept, code = ground()
    PlaceName.objects.get_or_create(
        place=Place.objects.get(code=code),
        language="en",
        text="Karakol",
        defaults={"folded": "karakol", "preferred": True},
    )
    return made


def begun(client: Client) -> str:
    answer = client.post("/en/vacancies/new")
    assert answer.status_code == 302
    return answer.headers["Location"].removesuffix("/work")


def written(client: Client, **changes: dict[str, Any]) -> str:
    """Go through every step and return the address of the draft."""
    draft = begun(client)
    names = list(STEPS)
    for name, after in zip(names, [*names[1:], "preview"], strict=True):
        answer = client.post(f"{draft}/{name}", ANSWERS[name] | changes.get(name, {}))
        assert (name, answer.status_code) == (name, 302)
        assert answer.headers["Location"] == f"{draft}/{after}"
    return draft


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_from_the_first_question_to_the_moderator() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client)
    html = read(client, f"{draft}/preview")
    for said in ("Seamstress for coats", "Karakol", "30,000", "Here, By phone", "+996 700 000 103"):
        assert said in html
    assert "One of us checks it" in client.post(f"{draft}/preview").content.decode()
    made = Vacancy.objects.get()
    assert (made.status, made.openings, made.places) == (AdStatus.CHECKING, 2, ["test-karakol"])
    assert Draft.objects.count() == 0


def test_a_firm_reads_before_sending_when_others_will_see_it() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    first = written(client)
    assert "We check your first vacancy within one working day." in read(client, f"{first}/preview")
    client.post(f"{first}/preview")
    accept_vacancy(Vacancy.objects.get().id, by=people.actor(cast.SAMAT), at=timezone.now())
    second = written(client)
    assert "Everybody can find it at once." in read(client, f"{second}/preview")
    client.post(f"{second}/preview")
    assert set(Vacancy.objects.values_list("status", flat=True)) == {AdStatus.ACTIVE}


def test_no_more_than_ten_answers_are_required() -> None:
    required = [name for step in STEPS.values() for name, field in step().fields.items() if field.required]
    assert len(required) <= 10, required


def said(value: Any) -> list[str]:
    """Return an answer as a form sends it."""
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


@pytest.mark.row("C-10")
def test_every_step_is_kept_and_goes_on_at_another_device_with_equal_values() -> None:
    firm()
    first, second = people.signed_in(cast.AIDA), people.signed_in(cast.AIDA)
    draft = begun(first)
    for name in STEPS:
        first.post(f"{draft}/{name}", ANSWERS[name])
        form = second.get(f"{draft}/{name}").context["form"]
        for field, value in ANSWERS[name].items():
            assert said(form[field].value()) == said(value), field
    assert f"{draft}/ways" in read(second, "/en/vacancies/mine")


@pytest.mark.parametrize(
    ("step", "field", "wrong"),
    [
        ("work", "title", ""),
        ("work", "title", "<b>Seamstress</b>"),
        ("work", "occupation_name", "zzzzzz"),
        ("work", "description", ""),
        ("terms", "place", "Nowhereville"),
        ("terms", "openings", "0"),
        ("terms", "openings", "many"),
        ("times", "schedule", "sometimes"),
        ("pay", "pay_min", "-5"),
        ("pay", "pay_min", "much"),
        ("pay", "pay_kind", "secret"),
        ("ways", "apply_phone", "ring me"),
        ("ways", "contact_phone", "x"),
    ],
)
def test_a_wrong_value_stays_in_its_field_with_the_error(step: str, field: str, wrong: str) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = begun(client)
    answer = client.post(f"{draft}/{step}", ANSWERS[step] | {field: wrong})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#id_{field}' in html
    assert "<b>Seamstress" not in html
    if wrong and field not in ("schedule", "pay_kind"):
        assert f'value="{wrong.replace("<", "&lt;").replace(">", "&gt;")}"' in html
    assert Draft.objects.get().values == {}


def test_swapped_amounts_are_told_at_the_amount() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    answer = client.post(f"{begun(client)}/pay", ANSWERS["pay"] | {"pay_min": "50000"})
    assert answer.status_code == 400
    assert "Swap the two amounts." in answer.content.decode()


def test_an_answer_that_is_taken_back_leaves_nothing_in_the_draft() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client, terms={"housing_type": "room", "quota": "on"})
    client.post(f"{draft}/pay", {"pay_kind": "negotiable"})
    client.post(f"{draft}/terms", ANSWERS["terms"])
    client.post(f"{draft}/ways", {"ways": ["in_system"]})
    client.post(f"{draft}/preview")
    kept = Vacancy.objects.get()
    assert not {"pay_min", "pay_max", "housing_type", "quota"} & kept.record.keys()
    assert kept.record["apply_channels"] == [{"kind": "in_system"}]
    assert not kept.contacts.exists()


def test_a_double_submit_makes_one_vacancy() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client)
    codes = [client.post(f"{draft}/preview").status_code for _time in range(2)]
    assert (codes, Vacancy.objects.count()) == ([200, 404], 1)


@pytest.mark.parametrize(("language", "title"), [("en", "Write what you call this work."), ("ru", "Напишите, как вы")])
def test_an_empty_answer_is_told_by_what_to_write(language: str, title: str) -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = begun(client).replace("/en/", f"/{language}/")
    html = client.post(f"{draft}/work", {}).content.decode().replace("\u00a0", " ")
    summary = html.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    said = [part.partition("<")[0] for part in summary.split('">')[2:]]
    assert summary.count("<li>") == 4
    assert len(set(said)) == 4, "each question has its own words"
    assert title in summary
    assert not Vacancy.objects.exists()


def test_every_question_that_must_be_answered_says_what_to_write() -> None:
    usual = str(forms.Field.default_error_messages["required"])
    found = [
        (kind.__name__, name)
        for room in pkgutil.iter_modules(vacancies_forms.__path__, f"{vacancies_forms.__name__}.")
        for kind in vars(importlib.import_module(room.name)).values()
        if isinstance(kind, type) and issubclass(kind, forms.Form)
        for name, field in kind.base_fields.items()
        if field.required and str(field.error_messages.get("required")) == usual
    ]
    assert [each for each in found if each[1] != "employer"] == [], "employers are asked where they are known"


def test_an_ad_that_is_not_pasted_is_asked_for_by_name() -> None:
    firm()
    html = people.signed_in(cast.AIDA).post("/en/vacancies/pasted", {}).content.decode()
    assert "Paste the text of your ad." in html
    assert "Choose the language of your ad." in html
    assert "This field is required." not in html


def test_what_is_still_missing_is_said_and_nothing_is_sent() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = begun(client)
    client.post(f"{draft}/work", ANSWERS["work"])
    answer = client.post(f"{draft}/preview")
    assert answer.status_code == 400
    assert "Say how to apply." in answer.content.decode()
    assert (Vacancy.objects.count(), Draft.objects.count()) == (0, 1)


@pytest.mark.row("SR-16")
def test_an_unproven_firm_reads_what_to_do_next() -> None:
    made = firm(verified=False)
    client = people.signed_in(cast.AIDA)
    html = client.post(f"{written(client)}/preview").content.decode()
    assert f"/en/employers/{made.firm.id}/proof" in html
    assert "Until then nobody sees the vacancy." in html
    assert Vacancy.objects.get().status == AdStatus.RECEIVED


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("who", [cast.BAKYT, cast.NURLAN])
def test_a_draft_is_its_writers_alone(who: cast.Person) -> None:
    firm()
    draft = written(people.signed_in(cast.AIDA))
    other = people.signed_in(who)
    for page in (*STEPS, "preview"):
        assert other.get(f"{draft}/{page}").status_code == 404
        assert other.post(f"{draft}/{page}", ANSWERS.get(page, {})).status_code == 404
    assert Vacancy.objects.count() == 0


def test_a_jobseeker_writes_no_vacancy() -> None:
    client = people.signed_in(cast.AIGUL)
    assert client.post("/en/vacancies/new").status_code == 404
    assert client.get("/en/vacancies/mine").status_code == 404
    assert Draft.objects.count() == 0


def test_the_list_stops_opens_again_and_deletes() -> None:
    made = firm()
    vacancy, client = made.published(), people.signed_in(cast.AIDA)
    for verb, before, after in (
        ("stop", "active", "stopped"),
        ("reopen", "stopped", "active"),
        ("stop", "active", "stopped"),
        ("delete", "stopped", "deleted"),
    ):
        assert Vacancy.objects.get().status == before
        assert f"/en/vacancies/{vacancy.id}/{verb}" in read(client, "/en/vacancies/mine")
        assert client.post(f"/en/vacancies/{vacancy.id}/{verb}").status_code == 302
        assert Vacancy.objects.get().status == after
    assert str(vacancy.id) not in read(client, "/en/vacancies/mine")


@pytest.mark.row("SR-11")
@pytest.mark.parametrize("verb", ["stop", "reopen", "delete", "appeal"])
def test_another_firms_vacancy_does_not_exist(verb: str) -> None:
    vacancy = firm().published()
    assert people.signed_in(cast.BAKYT).post(f"/en/vacancies/{vacancy.id}/{verb}", {"text": "Ours."}).status_code == 404
    assert Vacancy.objects.get().status == AdStatus.ACTIVE


@pytest.mark.parametrize("copied", ["", "no id", str(uuid.UUID(int=5))])
def test_a_copy_of_nothing_is_no_server_error(copied: str) -> None:
    firm()
    assert people.signed_in(cast.AIDA).post("/en/vacancies/new", {"copy": copied}).status_code in (302, 400, 404)


GROUND = {
    "record-kind": "law",
    "record-text": "The law on schools, article 12, asks for it.",
}


@pytest.mark.row("SR-20")
def test_a_lawful_reason_is_asked_kept_and_read_by_the_moderator() -> None:
    made = firm()
    made.published()
    client = people.signed_in(cast.AIDA)
    draft = written(client, work={"description": "You teach sewing. A clean criminal record is needed."})
    html = read(client, f"{draft}/preview")
    assert "A clean criminal record may be asked for only where a law says so." in html
    assert client.post(f"{draft}/grounds", GROUND | {"record-text": "Yes."}).status_code == 400
    assert "lawful_grounds" not in Draft.objects.get().values
    assert client.post(f"{draft}/grounds", GROUND).headers["Location"] == f"{draft}/preview"
    assert "The law on schools" in read(client, f"{draft}/preview")
    client.post(f"{draft}/preview")
    sent = Vacancy.objects.get(reference=draft.rpartition("/")[2])
    assert sent.status == AdStatus.CHECKING
    case = read(people.signed_in(cast.SAMAT), f"/en/vacancies/moderation/{sent.id}")
    assert "The law on schools, article 12, asks for it." in case
    assert "A law asks for it" in case


@pytest.mark.row("SR-20")
def test_words_without_a_lawful_reason_are_not_asked_for_one() -> None:
    firm()
    client = people.signed_in(cast.AIDA)
    draft = written(client)
    assert "grounds" not in read(client, f"{draft}/preview")
    assert client.post(f"{draft}/grounds", GROUND).status_code == 302
    assert not Draft.objects.get().values["lawful_grounds"]
