"""Many ads: those that the service made, copied in the database, for counts that it would take an hour to reach."""

import uuid

from django.db import connection

from firststop.vacancies.events import TOPIC
from firststop.vacancies.models import Vacancy

_COPY = """
    WITH made AS (
        INSERT INTO vacancies_vacancy (id, reference, {columns})
        SELECT gen_random_uuid(), reference || ' twin ' || n, {columns}
        FROM vacancies_vacancy, generate_series(1, %(rounds)s) n LIMIT %(more)s RETURNING id)
    INSERT INTO core_change (topic, verb, subject, detail) SELECT %(topic)s, 'vacancy_changed', id, '{{}}' FROM made
"""


def multiply(number: int) -> list[uuid.UUID]:
    """Copy the ads that there are, each with its entry in the log, until there are `number`; return the ids of all."""
    have = Vacancy.objects.count()
    more = number - have
    columns = [str(field.column) for field in Vacancy._meta.concrete_fields if field.name not in ("id", "reference")]
    with connection.cursor() as cursor:
        rounds = -(-more // have)
        # What earlier rows have pending holds the table; their history is not what such a count is about.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE vacancies_vacancy DISABLE TRIGGER USER")
        cursor.execute(_COPY.format(columns=", ".join(columns)), {"topic": TOPIC, "more": more, "rounds": rounds})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE vacancies_vacancy ENABLE TRIGGER USER")
        cursor.execute("ANALYZE core_change, vacancies_vacancy")  # What a running database does by itself.
    return list(Vacancy.objects.values_list("id", flat=True))
