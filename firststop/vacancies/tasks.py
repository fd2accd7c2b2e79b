"""Jobs of vacancies: ends, questions, answers."""

import uuid

from django.utils import timezone
from procrastinate.contrib.django import app

from firststop.core.jobs import AgainWhenLost
from firststop.vacancies.services.alerts import send_alerts
from firststop.vacancies.services.asking import ask_still_open, remind_of_end, stop_silent, take_answer
from firststop.vacancies.services.life import expire_due
from firststop.vacancies.services.tables import give_up_tables, put_table_in, try_table

#: A table that has ended its worker so often is the reason for it.
TABLE_TRIES = 3


@app.periodic(cron="*/10 * * * *")
@app.task(name="vacancies.expire_due", queueing_lock="vacancies.expire_due")
def expire(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """End the ads whose time is over."""
    expire_due(at=timezone.now())


@app.periodic(cron="5 8 * * *")
@app.task(name="vacancies.ask_posters", queueing_lock="vacancies.ask_posters")
def ask_posters(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Ask whether ads are still open, stop the silent ones, remind of the end."""
    now = timezone.now()
    stop_silent(at=now)
    ask_still_open(at=now)
    remind_of_end(at=now)


@app.periodic(cron="* * * * *")
@app.task(name="vacancies.send_alerts", queueing_lock="vacancies.send_alerts")
def write_of_new_ads(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Write to whoever saved a search that something new fits."""
    send_alerts(at=timezone.now())


@app.task(name="vacancies.still_open_answered")
def still_open_answered(message: str) -> None:
    """Act on an answer to "still open?"."""
    take_answer(uuid.UUID(message), at=timezone.now())


@app.task(name="vacancies.try_table", retry=AgainWhenLost(tries=TABLE_TRIES))
def try_waiting_table(table: str) -> None:
    """Try a table of vacancies."""
    try_table(uuid.UUID(table), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="vacancies.give_up_tables", queueing_lock="vacancies.give_up_tables")
def give_up(timestamp: int = 0) -> None:  # noqa: ARG001 - procrastinate names the moment
    """Tell of tables that ended each of their workers."""
    give_up_tables()


@app.task(name="vacancies.put_table_in", retry=AgainWhenLost(tries=TABLE_TRIES))
def put_tried_table_in(table: str) -> None:
    """Put a tried table of vacancies in."""
    put_table_in(uuid.UUID(table), at=timezone.now())
