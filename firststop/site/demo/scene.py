"""What the cast has in hand when the demo begins: their ads, applications, invitations, requests and clients.

The words stand in ``scene.yaml``; everything goes through the services that the pages use, as the people named there.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from firststop.accounts.enums import OrganisationKind
from firststop.accounts.services import create_account, register_organisation
from firststop.casework.services import assign_client, plan_next_action
from firststop.core.actor import Actor, ActorKind
from firststop.core.country import CountryPack
from firststop.employers.enums import RequestKind, Verification
from firststop.employers.queries import establishments_of
from firststop.employers.services import (
    answer_request,
    ask_proof,
    ask_service,
    register_establishment,
    trust_establishment,
)
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.services import Wishes, enter_profile
from firststop.placements.enums import ApplicationState, RefusalReason
from firststop.placements.services import apply, invite, move_application, plan_meeting, refuse_application
from firststop.site.demo.world import DEMO
from firststop.taxonomy.enums import ConceptKind
from firststop.taxonomy.queries import skills_of, suggest
from firststop.vacancies.enums import AdStatus, ApplyKind, Contract, PayKind, PayPeriod, RejectionCode, Schedule
from firststop.vacancies.schemas import ApplyChannel, PlaceIn, SkillIn, VacancyIn
from firststop.vacancies.services import accept_vacancy, appeal, post_vacancy, report_vacancy

OFFICE = "kg-office-bishkek"
#: When people of the scene meet, by the country's clock.
MEETING = time(10)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm of the scene: its organisation, its establishment, its town, and who speaks for it."""

    house: uuid.UUID
    id: uuid.UUID
    name: str
    place: str
    head: uuid.UUID


@dataclass
class Scene:
    """Who is there already, by key; `at` is the moment at which the demo begins."""

    pack: CountryPack
    service: uuid.UUID
    people: dict[str, uuid.UUID]
    firms: dict[str, Firm]
    at: datetime
    ads: dict[str, tuple[Firm, uuid.UUID]] = field(default_factory=dict)

    def ago(self, days: int) -> datetime:
        """Return a moment some days ago; today means an hour ago, so that nothing lies ahead."""
        return self.at - (timedelta(days=days) if days else timedelta(hours=1))

    def day(self, days: int) -> date:
        """Return a day of the country, counted from today."""
        return self.at.astimezone(self.pack.time_zone).date() + timedelta(days=days)

    def meeting(self, days: int) -> datetime:
        """Return the hour of meetings some working days ahead."""
        day = self.pack.calendar().add_working_days(self.day(0), days)
        return datetime.combine(day, MEETING, tzinfo=self.pack.time_zone)

    def staff(self, key: str) -> Actor:
        """Return a member of staff as the one who acts."""
        return Actor(str(self.people[key]), ActorKind.STAFF).acting_for(self.service)

    def speaker(self, firm: Firm, key: str | None) -> Actor:
        """Return the person `key`, else the firm's head, acting for the firm."""
        return Actor(str(self.people[key] if key else firm.head), ActorKind.PERSON).acting_for(firm.house)


def cast_firm(house: uuid.UUID, head: uuid.UUID) -> Firm:
    """Return an enterprise of the cast as a firm of the scene."""
    made = establishments_of(house)[0]
    return Firm(house, made.id, made.name, made.place or "", head)


def set_scene(scene: Scene) -> None:
    """Bring in the scene's firms and seekers, then what they did."""
    told = yaml.safe_load(files("firststop.site.demo").joinpath("scene.yaml").read_text(encoding="utf-8"))
    for row in told["firms"]:
        scene.firms[row["key"]] = _firm(scene, row)
    for row in told["seekers"]:
        scene.people[row["key"]] = _seeker(row)
    for row in told["ads"]:
        _ad(scene, row)
    for row in told["clients"]:
        _client(scene, row)
    for row in told["applications"]:
        _application(scene, row)
    for row in told["invitations"]:
        _invitation(scene, row)
    for row in told["requests"]:
        _request(scene, row)


def work_named(trade: str) -> uuid.UUID | None:
    """Return the occupation that a Russian word finds first."""
    found = suggest(trade, ConceptKind.OCCUPATION, "ru", limit=1)
    return found[0].id if found else None


def _firm(scene: Scene, row: Row) -> Firm:
    head = _account(row["key"], row["founder"])
    name, at = row["name"], scene.ago(60)
    house = register_organisation(kind=OrganisationKind.ENTERPRISE, name=name, founder=head, at=at, by=DEMO)
    made = register_establishment(
        organisation=house.id, name=name, number=row["number"], scheme="kg-inn", by=DEMO, place=row["place"]
    )
    firm = Firm(house.id, made.id, name, row["place"], head)
    if row.get("proof"):
        ask_proof(made.id, Verification.DIRECTOR, by=scene.speaker(firm, None), at=scene.ago(1), note=row["proof"])
    else:
        trust_establishment(made.id, way=Verification.COUNTER, by=DEMO, at=at)
    return firm


def _account(key: str, name: Row) -> uuid.UUID:
    made = create_account(
        by=DEMO, email=f"{key}@demo.example", given_name=name["given"], family_name=name["family"], language="ru"
    )
    return made.id


def _seeker(row: Row) -> uuid.UUID:
    person, work = _account(row["key"], row), work_named(row["work"])
    if work is not None:
        skills = [skill.id for skill in skills_of(work, "ru") if skill.essential][:5]
        wishes = Wishes(place=row["place"], pay_floor=Decimal(row["pay"]), languages=(("ru", "native"),))
        enter_profile(
            person,
            wishes=wishes,
            skills=skills,
            occupations=[(work, True, row["months"])],
            visibility=Visibility.ANONYMOUS,
            by=DEMO,
        )
    return person


def _ad(scene: Scene, row: Row) -> None:
    """Post an ad, and let happen what its `end` says."""
    firm, at = scene.firms[row["firm"]], scene.ago(row["ago"])
    by = scene.speaker(firm, row.get("by"))
    sent = post_vacancy(
        _record(scene, firm, row, at), employer=firm.id, organisation=firm.house, by=by, at=at, reference=row["key"]
    )
    scene.ads[row["key"]] = firm, sent.id
    soon = at + timedelta(minutes=40)
    if row["end"] == "accepted" and sent.status is AdStatus.CHECKING:
        accept_vacancy(sent.id, by=scene.staff("samat"), at=soon)
    if row["end"] == "refused":
        appeal(sent.id, organisation=firm.house, text=row["appeal"], by=by, at=soon)
    if told := row.get("report"):
        reader = Actor(str(scene.people["timur"]), ActorKind.PERSON)
        report_vacancy(sent.id, reason=RejectionCode(told["reason"]), text=told["text"], by=reader, at=scene.ago(0))


def _record(scene: Scene, firm: Firm, row: Row, at: datetime) -> VacancyIn:
    work = work_named(row["work"])
    low, high = row["pay"]
    needed = [skill.id for skill in skills_of(work, "ru") if skill.essential][:3] if work else []
    return VacancyIn(
        language="ru",
        title=row["title"],
        description=f"<p>{row['text']}</p>",
        conditions=row["offers"],
        employer_name=firm.name,
        openings=row["openings"],
        occupation=work,
        skills=[SkillIn(id=skill, must=True) for skill in needed],
        contract=Contract.PERMANENT,
        schedule=Schedule.FULL_DAY,
        pay_kind=PayKind.RANGE,
        pay_min=Decimal(low),
        pay_max=Decimal(high),
        pay_currency=scene.pack.currency.code,
        pay_period=PayPeriod.MONTH,
        places=[PlaceIn(code=firm.place)],
        apply_channels=[ApplyChannel(kind=ApplyKind.IN_SYSTEM)],
        expires_at=at + timedelta(days=60),
    )


def _client(scene: Scene, row: Row) -> None:
    person, counsellor = scene.people[row["who"]], scene.people["gulnara"]
    assign_client(person, counsellor, OFFICE, on=scene.day(-row["since"]), by=DEMO)
    if row.get("next"):
        on = scene.day(row["in"]) if row["in"] <= 0 else scene.meeting(row["in"]).date()
        plan_next_action(person, action=row["next"], on=on, by=scene.staff("gulnara"))


def _application(scene: Scene, row: Row) -> None:
    """Apply as the person; then the firm does what the row says."""
    firm, ad = scene.ads[row["ad"]]
    person = scene.people[row["who"]]
    mine = apply(ad, person, message=row["text"], by=Actor(str(person), ActorKind.PERSON), at=scene.ago(row["ago"]))
    by = scene.speaker(firm, None)
    if "read" in row:
        at = scene.ago(row["read"])
        move_application(mine.id, ApplicationState.IN_REVIEW, organisation=firm.house, by=by, at=at)
    if "meet" in row:
        at, when = scene.ago(row["meet"]), scene.meeting(row["day"])
        plan_meeting(mine.id, when, where=row["where"], organisation=firm.house, by=by, at=at)
    if "refuse" in row:
        reason = RefusalReason(row["reason"])
        refuse_application(mine.id, organisation=firm.house, reason=reason, note="", by=by, at=scene.ago(row["refuse"]))


def _invitation(scene: Scene, row: Row) -> None:
    firm, ad = scene.ads[row["ad"]]
    invite(
        ad,
        scene.people[row["who"]],
        organisation=firm.house,
        message=row["text"],
        by=scene.speaker(firm, row["by"]),
        at=scene.ago(row["ago"]),
        dates=[scene.meeting(days) for days in row["days"]],
    )


def _request(scene: Scene, row: Row) -> None:
    firm = scene.firms[row["firm"]]
    about = scene.ads[row["about"]][1] if "about" in row else None
    by, at = scene.speaker(firm, row.get("by")), scene.ago(row["ago"])
    asked = ask_service(firm.id, RequestKind(row["kind"]), by=by, at=at, about=about, text=row["text"])
    if row.get("answer"):
        answer_request(asked.id, answer=row["answer"], by=scene.staff("gulnara"), at=at + timedelta(hours=4))
