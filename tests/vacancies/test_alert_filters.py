"""Alerts tell of what their search's filters let through, and of nothing else."""

from typing import Any

import pytest

from firststop.vacancies.enums import Rhythm
from firststop.vacancies.services import save_search
from tests.jobseekers.test_pages import concept
from tests.vacancies.test_alerts import doer, firm, index, reader, run, told
from tests.vacancies.test_life import AT, Firm

pytestmark = [pytest.mark.commits, pytest.mark.row("J-07")]
__all__ = ["firm", "index"]


@pytest.mark.row("V-25")
def test_an_alert_obeys_skills_hours_and_groups(firm: Firm) -> None:
    skill = concept("skill", en="sew garments")
    fits: dict[str, Any] = {
        "skills": [{"id": str(skill.id), "must": True}], "time_band": "part_time", "protected_groups": ["Многодетные"],
        "hours_percent_min": "40", "hours_percent_max": "50",
    }  # fmt: skip
    asked: dict[str, list[str]] = {
        "skill": [str(skill.id)], "time_band": ["part_time"], "group": ["large_families"], "hours_from": ["30"],
        "hours_to": ["60"],
    }  # fmt: skip
    by = doer(reader())
    each = [save_search(name, {name: said}, Rhythm.AT_ONCE, by=by, at=AT) for name, said in asked.items()]
    every = save_search("all", asked, Rhythm.AT_ONCE, by=by, at=AT)
    firm.post(title="Швея курток", **fits)
    for name, other in (("skills", None), ("time_band", "full_time"), ("protected_groups", ["Ветераны"])):
        firm.post(title=f"Швея, {name}", **(fits | {name: other}))
    firm.post(title="Швея на целый день", **(fits | {"hours_percent_min": "100", "hours_percent_max": "100"}))
    run()
    assert told(every) == [(1, 1)]
    assert [told(search)[0][1] for search in each] == [4, 4, 4, 5, 4]
