"""How offices keep their promises: every figure on the desk is recounted from the tasks."""

import random
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firststop.casework.enums import Clock, TaskState
from firststop.casework.models import Office, Task
from firststop.casework.queries import promises_by_office
from firststop.casework.services import register_office
from firststop.taxonomy.models import Place
from tests import cast, people

pytestmark = [pytest.mark.django_db, pytest.mark.row("E-12")]
OFFICES = ("bishkek", "karakol", None)


def offices() -> None:
    house = people.organisation_of(cast.SERVICE).id
    for code in filter(None, OFFICES):
        Place.objects.get_or_create(code=f"test-{code}", defaults={"path": f"/test-{code}/", "kind": "settlement"})
        names = {"en": code.title(), "ru": f"{code}-ru"}
        register_office(code, names=names, place=f"test-{code}", organisation=house, by=people.BY)


def task(office: str | None, *, due: int, done: int | None) -> Task:
    """Make a task of an office whose promise ends in `due` hours; `done` is when it was finished, in hours."""
    now = timezone.now()
    return Task.objects.create(
        queue="tests.promises",
        subject=uuid.uuid4(),
        office_id=office,
        clock=Clock.FIRST_ANSWER,
        state=TaskState.OPEN if done is None else TaskState.DONE,
        opened_at=now - timedelta(days=9),
        due_at=now + timedelta(hours=due),
        done_at=None if done is None else now + timedelta(hours=done),
    )


def test_the_share_of_each_office_equals_a_recount() -> None:
    offices()
    rng = random.Random(12)
    made = [
        task(rng.choice(OFFICES), due=rng.randint(-99, 99), done=rng.choice([None, rng.randint(-150, -1)]))
        for _number in range(80)
    ]
    now = timezone.now()
    told = {office.code if office else None: (each.kept, each.all) for office, each in promises_by_office(at=now)}
    for office in OFFICES:
        mine = [each for each in made if each.office_id == office]
        counted = [each for each in mine if each.done_at or each.due_at < now]
        kept = [each for each in counted if each.done_at and each.done_at <= each.due_at]
        assert told[office] == (len(kept), len(counted))


def test_the_desk_shows_the_share_by_office_in_the_readers_language() -> None:
    offices()
    for done in (-5, -4, -1):
        task("karakol", due=-3, done=done)
    task("karakol", due=-3, done=None)
    html = people.signed_in(cast.GULNARA).get("/en/desk/").content.decode()
    row = html.partition("Karakol")[2].partition("</tr>")[0]
    assert "50 %" in row
    assert "Bishkek" not in html
    assert "karakol-ru" in people.signed_in(cast.GULNARA).get("/ru/desk/").content.decode()


def test_more_offices_ask_no_more_of_the_database() -> None:
    offices()
    task("karakol", due=-3, done=-5)
    with CaptureQueriesContext(connection) as few:
        promises_by_office(at=timezone.now())
    task("bishkek", due=-3, done=-5)
    task(None, due=-3, done=-5)
    with CaptureQueriesContext(connection) as more:
        promises_by_office(at=timezone.now())
    assert len(more) == len(few) == 2
    assert Office.objects.count() == 2
