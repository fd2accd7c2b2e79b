"""What the demo puts into the cast's hands: each home answers "what next?" with something that stands in the rows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from firststop.accounts.models import Account
from firststop.casework.models import Task
from firststop.casework.queries import caseload
from firststop.core.country import load_pack
from firststop.employers.models import ServiceRequest
from firststop.placements.enums import ApplicationState, InvitationState
from firststop.placements.models import Application, Invitation
from firststop.site.demo.casting import enter_the_cast
from firststop.site.demo.scene import Scene, set_scene
from firststop.taxonomy.services import load_places, load_starter
from firststop.vacancies.enums import AdStatus
from firststop.vacancies.models import Vacancy
from tests import cast, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter() -> None:
    """The places and occupations of the country."""
    load_places(load_pack("kg").places())
    load_starter(at=timezone.now())


def begun(at: datetime) -> Scene:
    """Return the scene of a demo that begins at a moment."""
    scene = enter_the_cast(load_pack("kg"), at=at)
    set_scene(scene)
    return scene


PAGES = [
    ("aida", "/en/account/", "3 applications wait for your answer"),
    ("aida", "/en/vacancies/mine", "Закройщик верхней одежды"),
    ("ermek", "/en/me/", "Сварщик на ворота и навесы"),
    ("gulnara", "/en/me/clients", "Вместе прочитать резюме"),
    ("samat", "/en/vacancies/moderation", "Пекарь, ночная смена"),
]
PUBLIC, CHECKING = {"sewing", "cutting", "welding", "frames", "selling"}, {"packing", "loading", "baking"}


def test_each_of_the_cast_has_something_to_do(starter: None) -> None:
    scene = begun(timezone.now())
    aida = scene.firms[cast.KUMUSH_IYNE.key]
    assert Application.objects.filter(establishment=aida.id, state=ApplicationState.NEW).count() == 1
    assert Invitation.objects.filter(person=scene.people["ermek"], state=InvitationState.SENT).count() == 1
    assert Application.objects.get(person=scene.people["aigul"]).meeting_at == scene.meeting(2)
    assert ServiceRequest.objects.filter(answered_at__isnull=False).count() == 1
    queues = list(Task.objects.waiting().order_by("queue").values_list("queue", flat=True))
    assert {name: queues.count(name) for name in queues} == {
        "employers.proof": 1,
        "employers.request": 2,
        "vacancies.appeal": 1,
        "vacancies.moderation": 3,
        "vacancies.report": 1,
    }
    planned = [client.next_action_on for client in caseload(scene.people["gulnara"])]
    late = [day for day in planned if day and day < scene.day(0)]
    assert (planned.count(None), planned.count(scene.day(0)), len(late)) == (1, 2, 1)
    _check_ads()
    for who, address, words in PAGES:
        client = people.client_of(Account.objects.get(id=scene.people[who]))
        assert words in client.get(address, follow=True).content.decode(), address


def _check_ads() -> None:
    """Ads stand where the rules put them, not where the scene wished them."""
    stands = {vacancy.reference: AdStatus(vacancy.status) for vacancy in Vacancy.objects.all()}
    assert {name for name, status in stands.items() if status is AdStatus.ACTIVE} == PUBLIC
    assert {name for name, status in stands.items() if status is AdStatus.CHECKING} == CHECKING
    assert (stands["serving"], stands["washing"]) == (AdStatus.REJECTED, AdStatus.RECEIVED)


def test_the_scene_can_begin_at_any_hour(starter: None) -> None:
    """The local day of the country and the day in UTC differ for six hours."""
    for hour in (3, 19, 23):
        at = datetime(2026, 3, 2, hour, 30, tzinfo=ZoneInfo("UTC"))
        with transaction.atomic():
            begun(at)
            assert not Application.objects.filter(sent_at__gt=at).exists()
            assert Application.objects.filter(meeting_at__gt=at + timedelta(days=1)).exists()
            transaction.set_rollback(True)
