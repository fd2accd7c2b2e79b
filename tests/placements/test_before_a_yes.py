"""Before somebody says yes nothing that we write down or send out says who it is: mail, text, log, export, API."""

import json
import logging
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from firststop.accounts.enums import KeyScope
from firststop.accounts.services import issue_key
from firststop.core.messages import deliver
from firststop.core.models import Change, Message
from firststop.core.models.messages import Channel
from tests import cast, people
from tests.employers.firms import sent as texts
from tests.matching.candidates import Market
from tests.placements.test_contact import api

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("fresh_index"),
    pytest.mark.row("SR-26", "P-06"),
]
GIVEN, FAMILY, NUMBER, ADDRESS = "Zuurakan", "Quvatbekova", "+996707918273", "zuurakan.q@home.example"
#: What would tell who it is, as it is stored and as pages write it.
MARKS = (GIVEN, FAMILY, ADDRESS, NUMBER[-9:], "707 918 273")
Told = dict[str, list[str]]


@pytest.fixture(autouse=True)
def _phones(settings: object) -> None:
    settings.SMS_ADAPTER = "tests.employers.firms.KeptSms"  # type: ignore[attr-defined]
    texts.clear()


def leaks(told: Told) -> list[tuple[str, str]]:
    """Return where an identity stands, and which part of it."""
    return [(where, mark) for where, said in told.items() for text in said for mark in MARKS if mark in text]


def written(caplog: pytest.LogCaptureFixture) -> Told:
    """Return what has been written down or has left the house."""
    for message in Message.objects.all():
        deliver(message.id, at=timezone.now())
    formatter = logging.Formatter("%(message)s %(args)s")
    return {
        "log": [formatter.format(record) for record in caplog.records],
        "outbox": [json.dumps(row, default=str) for row in Message.objects.values("kind", "values", "effect")],
        "letter": [f"{letter.subject} {letter.body} {letter.extra_headers}" for letter in mail.outbox],
        "text": [text for _number, text in texts],
        "change log": [json.dumps(row, default=str) for row in Change.objects.values()],
        "job": [json.dumps(row) for row in ProcrastinateJob.objects.values_list("args", flat=True)],
    }


def answered(boss: Client, market: Market) -> Told:
    """Return what the firm is given: pages of who fits, its export, the API with its key."""
    by = people.actor(cast.AIDA)
    assert by.for_id
    facts = {"name": "office", "scopes": [KeyScope.VACANCIES_READ]}
    _key, secret = issue_key(uuid.UUID(by.for_id), by=by, at=timezone.now(), **facts)  # type: ignore[arg-type]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    pages = [market.page(), f"/en/applications/for/{market.vacancy.id}", "/en/account/messages/", "/en/vacancies/mine"]
    exports = ["/en/account/data/firststop.json"]
    assert [boss.get(address).status_code for address in (*pages, *exports)] == [200] * 5
    return {
        "page": [boss.get(address).content.decode() for address in pages],
        "export": [boss.get(address).content.decode() for address in exports],
        "API": [program.get(address).content.decode() for address in api(str(market.vacancy.id))],
    }


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
def test_no_mail_export_or_line_of_the_log_names_who_has_not_said_yes(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    market, boss = Market(), people.signed_in(cast.AIDA)
    seeker = people.person(cast.ERMEK)
    seeker.given_name, seeker.family_name, seeker.phone, seeker.email = GIVEN, FAMILY, NUMBER, ADDRESS
    seeker.channel = channel
    seeker.save()
    market.sews(seeker)
    boss.post(market.invite(seeker), {"message": "Come and sew with us."})
    boss.get(f"{market.page()}/compare")
    boss.get(market.page(seeker))
    before = {**written(caplog), **answered(boss, market)}
    assert [where for where, said in before.items() if not said and where not in ("text", "letter")] == []
    assert len(before["text"]) + len(before["letter"]) > 0
    assert leaks(before) == []

    client = people.client_of(seeker)
    invitation = Message.objects.get(kind="placements.invited").subject
    client.post(f"/en/applications/invitations/{invitation}", {"answer": "yes"})
    told = {**written(caplog), **answered(boss, market)}
    assert leaks(told) == []
    case = next(line[3] for line in boss.get("/en/account/messages/").context["lines"] if line[3])
    opened = boss.post(f"{case}/identity").content.decode()
    assert {where for where, _mark in leaks({"after the yes": [opened]})} == {"after the yes"}
    assert leaks(written(caplog)) == []
