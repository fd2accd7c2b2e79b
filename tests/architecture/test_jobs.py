"""Jobs: each that is enqueued is declared, takes what it is given, and is given ids and nothing else."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from tests.architecture.house import House

#: Knows jobs by the names that kinds of messages give them; those are looked at where they are given.
BY_KIND, DOOR = "firststop/core/messages.py", "firststop/core/jobs.py"
Takes = Mapping[str, set[str]]


@pytest.fixture(scope="module")
def declared() -> Takes:
    """Return the declared jobs, each with the names of what it takes."""
    return {name: set(inspect.signature(task.func).parameters) for name, task in app.tasks.items()}


def breaches(house: House, declared: Takes) -> list[str]:
    return [breach for path in house.modules("firststop") for breach in _in(path, house, declared)]


def _in(path: Path, house: House, declared: Takes) -> Iterator[str]:
    name = path.relative_to(house.root).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        given = {word.arg: word.value for word in node.keywords if word.arg}
        if called == "configure_task" and name != DOOR:
            yield f"{name}: goes round enqueue"
        elif called == "MessageKind" and "answered_by" in given:
            yield from (f"{name}: {why}" for why in _wrong(given["answered_by"], {"message"}, declared))
        elif called == "enqueue" and not (name == BY_KIND and isinstance(node.args[0], ast.Name)):
            given.pop("lock", None)
            job = node.args[0]
            yield from (f"{name}: {why}" for why in _wrong(job, set(given), declared))
            yield from (f"{name}: {key} is no id" for key, value in given.items() if not _is_id(value))


def _wrong(job: ast.expr, given: set[str], declared: Takes) -> Iterator[str]:
    name = str(job.value) if isinstance(job, ast.Constant) else ""
    if name not in declared:
        yield f"no job is {ast.unparse(job)}"
    elif declared[name] != given:
        yield f"{name} takes {sorted(declared[name])}, not {sorted(given)}"


def _is_id(value: ast.expr) -> bool:
    last = ast.unparse(value).rpartition(".")[2]
    return isinstance(value, ast.Name | ast.Attribute) and (last in ("id", "pk") or last.endswith("_id"))


def test_every_job_that_is_enqueued_is_declared_and_gets_ids(house: House, declared: Takes) -> None:
    assert {"vacancies.try_table", "core.deliver_message"} <= declared.keys()
    assert breaches(house, declared) == []


@pytest.mark.parametrize(
    ("line", "breach"),
    [
        ('enqueue("vacancies.try_tabel", table=table.id)', "no job is 'vacancies.try_tabel'"),
        ("enqueue(NAME, table=table.id)", "no job is NAME"),
        ('jobs.enqueue("vacancies.try_table", tabel=table.id)', "vacancies.try_table takes ['table'], not ['tabel']"),
        ('enqueue("vacancies.try_table", table=table.name)', "table is no id"),
        ('enqueue("vacancies.try_table", table="Aida")', "table is no id"),
        ('enqueue("vacancies.try_table", table=str(person.id) + person.phone)', "table is no id"),
        ('MessageKind("x", answered_by="vacancies.open")', "no job is 'vacancies.open'"),
        ('MessageKind("x", answered_by="vacancies.try_table")', "vacancies.try_table takes ['table'], not ['message']"),
        ('app.configure_task("vacancies.try_table").defer(table=1)', "goes round enqueue"),
    ],
)
def test_a_job_that_nobody_declared_or_that_is_given_more_than_ids_is_caught(
    tmp_path: Path, declared: Takes, line: str, breach: str
) -> None:
    house = House(tmp_path)
    house.plant("firststop/employers/queries.py", f"{line}\n")
    assert breaches(house, declared) == [f"firststop/employers/queries.py: {breach}"]
