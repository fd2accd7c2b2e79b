"""`firststop setting`: what is listed, what is ordered, what is refused."""

import json
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from typer.testing import CliRunner, Result

from firststop.cli import app
from firststop.core import ordering
from firststop.core.models import DatedSetting
from firststop.core.refusals import Refused

pytestmark = [pytest.mark.row("C-01"), pytest.mark.django_db]

USUAL = "vacancies.usual_days"
ORDER = ("--source", "Order 12")
ORDERED = "an order needs NAME, VALUE, --since DATE and --source TEXT"


@pytest.fixture(autouse=True)
def _in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command work in the test's own transaction: the frame would migrate, and end the connection."""
    monkeypatch.setattr(ordering, "with_database", nullcontext)


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["setting", *words])


def listed(*words: str) -> dict[str, dict[str, Any]]:
    said = json.loads(typed(*words, "--json").stdout)
    return {each["name"]: each for each in said["settings"]}


def days_ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_every_number_is_listed_with_its_value_its_day_and_its_source() -> None:
    found = listed()
    assert len(found) >= 16
    usual = {"value": 90, "since": None, "source": "Firststop's default"}
    assert found[USUAL] == usual | {
        "name": USUAL,
        "means": "days that an ad is public when its employer says nothing",
        "least": 1,
        "most": 180,
        "values": [usual],
    }
    assert not any(name.startswith("site.demo") for name in found)
    assert "Firststop's default" in typed().stdout


def test_an_order_holds_from_its_day_on_and_is_listed_before() -> None:
    day = days_ahead(3).isoformat()
    done = typed(USUAL, "60", "--since", day, *ORDER)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"60  since {day}  Order 12" in done.stdout
    assert listed(USUAL)[USUAL]["value"] == 90
    assert listed(USUAL)[USUAL]["values"][1] == {"value": 60, "since": day, "source": "Order 12"}
    assert f"60  since {day}  Order 12" in typed().stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("vacancies.luck",), "there is no setting 'vacancies.luck'; there are casework."),
        (("site.demo", "1", "--since", "2100-01-01", *ORDER), "there is no setting 'site.demo'"),
        ((USUAL, "60", *ORDER), ORDERED),
        ((USUAL, "60", "--since", "2100-01-01"), ORDERED),
        ((USUAL, "60", "--since", "2100-01-01", "--source", " "), ORDERED),
        ((USUAL, "--since", "2100-01-01", *ORDER), ORDERED),
        ((USUAL, "60", "--since", "soon", *ORDER), "Invalid value for '--since'"),
        ((USUAL, "many", "--since", "2100-01-01", *ORDER), "to parse"),
    ],
)
def test_a_wrong_call_is_a_sentence_and_status_two(words: tuple[str, ...], said: str) -> None:
    done = typed(*words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not DatedSetting.objects.exists()


@pytest.mark.parametrize(
    ("value", "ahead", "rule"), [("181", 1, "setting.bounds"), ("60", 0, "setting.today"), ("60", -1, "setting.past")]
)
def test_an_order_that_may_not_be_is_refused_in_words(value: str, ahead: int, rule: str) -> None:
    done = typed(USUAL, value, "--since", days_ahead(ahead).isoformat(), *ORDER)
    # `main` says refusals and ends with 2, for every command.
    assert isinstance(done.exception, Refused)
    assert done.exception.first.rule == rule
    assert not DatedSetting.objects.exists()


def test_a_second_order_for_the_same_day_is_refused_and_the_first_stands() -> None:
    day = days_ahead(3).isoformat()
    typed(USUAL, "60", "--since", day, *ORDER)
    done = typed(USUAL, "50", "--since", day, *ORDER)
    assert isinstance(done.exception, Refused)
    assert [row.value for row in DatedSetting.objects.all()] == [60]
