"""What only some ads of the demo country say: remote work, housing, whom a place is kept for, hours, education."""

import random
from decimal import Decimal
from typing import Any

from firststop.site.demo.world import Work
from firststop.taxonomy.enums import Education
from firststop.vacancies.enums import Housing, Remote, Schedule, TimeBand

#: ISCO groups whose work can be done from home.
_AT_A_DESK = ("24", "25", "26", "33", "41", "42", "43")
#: Education that is usual in the major groups of ISCO.
_USUAL = {
    "1": (Education.BACHELOR, Education.MASTER),
    "2": (Education.BACHELOR, Education.BACHELOR, Education.MASTER),
    "3": (Education.SHORT_TERTIARY, Education.POST_SECONDARY),
    "4": (Education.UPPER_SECONDARY, Education.SHORT_TERTIARY),
    "7": (Education.POST_SECONDARY, Education.UPPER_SECONDARY),
    "8": (Education.POST_SECONDARY, Education.LOWER_SECONDARY),
}
_SCHOOL = (Education.LOWER_SECONDARY, Education.UPPER_SECONDARY)
_HALF = Decimal(50)


def more_of(work: Work, schedule: Schedule | None, groups: list[str], draw: random.Random) -> dict[str, Any]:
    """Return fields of the record that some ads have; `groups` are the words for people that places are kept for."""
    part = schedule is Schedule.PART_DAY
    desk = work.code.startswith(_AT_A_DESK)
    said = {
        "remote": draw.choice([Remote.HYBRID, Remote.FULL]) if desk and draw.random() < 0.4 else None,
        "housing_type": draw.choice(list(Housing)[:4]) if not desk and draw.random() < 0.08 else None,
        "quota": True if draw.random() < 0.04 else None,
        "protected_groups": [draw.choice(groups)] if draw.random() < 0.04 else None,
        "time_band": TimeBand.PART_TIME if part else TimeBand.FULL_TIME,
        "hours_percent_min": _HALF if part else None,
        "hours_percent_max": _HALF if part else None,
        "education": int(draw.choice(_USUAL.get(work.code[:1], _SCHOOL))) if draw.random() < 0.6 else None,
    }
    return {name: value for name, value in said.items() if value is not None}
