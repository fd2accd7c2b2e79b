"""Row security: which tables stand behind it, which not yet, and what steps over it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from firststop.core import retention
from tests.architecture.house import ROOT

pytestmark = [pytest.mark.sql, pytest.mark.django_db, pytest.mark.row("SR-11")]

#: Tables about persons that only the views protect, and why they must.
OUTSIDE = {
    "accounts.Account": "signing in finds it by number before anybody is known; each name on a page is read from it",
    "accounts.Membership": "says whose rows the reader has, so it is read before the reader is known",
    "accounts.SignedIn": "says whose session it is, so it is read before the reader is known",
    "casework.Assignment": "says who stands in for whom, which the policies of clients ask as the reader",
    "vacancies.Contact": "whom to ask about an ad stands in the ad, for everybody; it goes when the ad ends",
}
#: What sees every row within a request, and why it must.
BEYOND = {
    "accounts.services.second_factor._is_asked": "whether a colleague has asked already, answered by yes or no",
    "accounts.services.own_data.erase_account": "erasing is complete or nothing",
    "casework.queries.clients_by_office": "how many clients an office has, a number without persons",
    "casework.queries.counsels_in": "whether somebody may leave an office, answered by yes or no",
    "casework.queries.loads_of": "how many clients a colleague has and how much they weigh, numbers without persons",
    "casework.services.calls.note_call": "a question leaves the call list with its answer; who may not call finds none",
    "core.changes.oldest_transaction_seconds": "the service's own lines, no rows",
    "core.messages.close_questions": "what is over asks nobody any more, whoever ends it; nothing is read",
    "core.messages.receive_sms": "the number says whose answer it is; there is no session",
    "core.messages.send_message": "somebody else's inbox; the same effect is told once, whoever causes it",
    "core.windows.complete_until": "the service's own lines, no rows",
    "jobseekers.queries._counted": "roughly how many look for work, told to everybody at the door",
    "jobseekers.queries._facts_of": "whom somebody hides from, asked on behalf of who must not see the answer",
    "jobseekers.queries.hiding_from": "the same, for the index",
    "jobseekers.queries.is_hidden_from": "the same, answered by yes or no",
    "jobseekers.queries.shows_name": "answered by yes or no",
    "jobseekers.services.calling._whose_code": "the person gave the code away; the look is noted",
    "matching.indexing.LiveIndex.current": "one index serves every reader",
    "matching.queries.candidates_for": "candidates are anonymous before both said yes",
    "placements.services.applications._close_elsewhere": "a hire ends what other firms have open",
    "placements.queries.hired_for": "whether a place is left, answered by a number",
    "placements.services.applications._of_firm": "locks what a hire would end",
    "vacancies.drafting.forget_corrections": "what ends is corrected no more, by no colleague either; nothing is read",
    "vacancies.services.moderating._same_report": "who has not signed in says the same twice; found by all its words",
    "vacancies.services.searches.search_under": "the letter's link works without a session, by its seal",
    "vacancies.services.searches.stop_sealed": "the same, to stop it",
    "vacancies.services.settling.settle_deleted": "what is gone waits for nobody, whoever deletes it; nothing is read",
    "vacancies.services.sealed_answers.answer_under": "the letter's link works without a session, by its seal",
    "vacancies.services.sealed_answers.give_sealed_answer": "the same, to answer",
}


def walled() -> set[str]:
    """Return the tables with row security and at least one policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c"
            " WHERE relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        return {name for (name,) in cursor.fetchall()}


def unprotected(tables: dict[str, str], behind: set[str]) -> set[str]:
    """Return the models of `tables` (name of the model: name of the table) that are not behind the wall."""
    return {model for model, table in tables.items() if table not in behind}


def about_persons() -> dict[str, str]:
    found = {}
    for rule in retention.rules():
        table: type[models.Model] = apps.get_model(rule.model)
        if rule.personal or rule.whose:
            found[rule.model] = table._meta.db_table
    return found


def steps(package: Path) -> Iterator[str]:
    """Yield what uses `beyond_reader`, by module and name."""
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        yield from (f"{module}.{name}" for name in users(tree) if not name.startswith("beyond_reader"))


def users(tree: ast.AST, inside: str = "") -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        name = f"{inside}.{node.name}".strip(".") if isinstance(node, ast.FunctionDef | ast.ClassDef) else inside
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "beyond_reader":
            yield inside
        yield from users(node, name)


def test_every_table_about_persons_is_behind_the_wall_or_says_why_not() -> None:
    assert unprotected(about_persons(), walled()) == set(OUTSIDE)


def test_a_table_without_a_policy_is_caught() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY own ON jobseekers_cvfile")
    assert unprotected(about_persons(), walled()) - set(OUTSIDE) == {"jobseekers.CvFile"}


def test_what_steps_over_the_wall_is_on_the_list() -> None:
    assert set(steps(ROOT / "firststop")) == set(BEYOND)


def test_an_unlisted_step_is_caught(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("def peek():\n    with beyond_reader():\n        pass\n", encoding="utf-8")
    assert set(steps(tmp_path)) - set(BEYOND) == {"planted.peek"}


def test_nothing_talks_to_the_database_around_the_wall() -> None:
    raw = [path for path in (ROOT / "firststop").rglob("*.py") if "connection.connection" in path.read_text("utf-8")]
    assert [str(path.relative_to(ROOT)) for path in raw] == ["firststop/core/row_security.py"]
