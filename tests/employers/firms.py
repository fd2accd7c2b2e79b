"""Firms in the database, for stories of employers."""

from datetime import UTC, datetime

from firststop.core.country import load_pack
from firststop.employers.models import Establishment
from firststop.employers.register import RegisterEntry
from firststop.employers.services import register_establishment
from firststop.taxonomy.services.places import load_places
from tests import cast
from tests.people import actor, organisation_of

INN, OTHER_INN = "01234567890123", "01234567890124"
PHONE = "+996312123456"
#: A Wednesday, no holiday near.
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
sent: list[tuple[str, str]] = []


class KeptSms:
    """Keeps each text message for the test to read."""

    def send(self, number: str, text: str) -> None:
        sent.append((number, text))


class PaperRegister:
    """A register that knows one enterprise."""

    def lookup(self, scheme: str, number: str) -> RegisterEntry | None:
        if (scheme, number) != ("kg-inn", INN):
            return None
        return RegisterEntry("Kumush Iyne LLC", "Toktogul 1", "A. Sydykova", PHONE, "https://www.kumush.example")


def open_country() -> None:
    """Load the places of the country."""
    load_places(load_pack("kg").places())


def aidas_firm(*, phone: str | None = PHONE, number: str = INN) -> Establishment:
    """Return Aida's enterprise, with its number in the register."""
    house = organisation_of(cast.KUMUSH_IYNE)
    return register_establishment(
        organisation=house.id, name=house.name, number=number, scheme="kg-inn", phone=phone, by=actor(cast.AIDA)
    )
