"""Masking: when an ad ends, what leads to a person goes from it, from its history and from its contacts."""

import uuid
from collections.abc import Mapping

from django.apps import apps

from firststop.vacancies.models import Vacancy
from firststop.vacancies.rules.masking import Person, mask_record, mask_text


def mask_vacancy(vacancy: Vacancy, person: Person) -> None:
    """Take what leads to a person out of an ad that ends; the caller saves it. Its digest still names what was sent."""
    vacancy.record = mask_record(vacancy.record, person)
    vacancy.title = mask_text(vacancy.title, person)


def mask_history(people: Mapping[uuid.UUID, Person]) -> None:
    """Do the same in all earlier versions of ads; one query to read them and one to write."""
    history = apps.get_model("vacancies", "VacancyEvent")._default_manager
    changed = []
    for event in history.filter(pgh_obj_id__in=people):
        person = people[event.pgh_obj_id]
        record, title = mask_record(event.record, person), mask_text(event.title, person)
        if (record, title) != (event.record, event.title):
            event.record, event.title = record, title
            changed.append(event)
    history.bulk_update(changed, ["record", "title"], batch_size=500)
