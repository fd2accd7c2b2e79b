"""Drawing a vacancy up: what everybody would see of a record that is not sent yet."""

import uuid
from datetime import datetime

from firststop.core.actor import Actor
from firststop.taxonomy.queries import places_known
from firststop.vacancies.enums import SourceType
from firststop.vacancies.models.vacancy import OWN_PROVIDER
from firststop.vacancies.queries import VacancyCard, card_of
from firststop.vacancies.schemas import VacancyIn
from firststop.vacancies.services.receiving import new_vacancy, put_content


def drawn_up(record: VacancyIn, *, employer: uuid.UUID, by: Actor, at: datetime) -> VacancyCard:
    """Return a record as everybody would see it, were it published at the moment `at`; writes nothing."""
    vacancy = new_vacancy(OWN_PROVIDER, uuid.uuid4().hex, by)
    vacancy.establishment_id = employer
    known = places_known([place.code for place in record.places or [] if place.code])
    put_content(vacancy, record, source_type=SourceType.EMPLOYER, places=known, at=at)
    return card_of(vacancy)
