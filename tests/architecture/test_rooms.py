"""Inside a package the rooms look down: urls see views, services see models, never the other way."""

import re

from tests.architecture.house import House

#: Which room looks up, where, and how: each line of the contract, and a way round by a module of another name.
PLANTED = [
    ("employers.views sees urls", "employers/views/asking.py", "from firststop.employers import urls"),
    ("employers.forms sees views", "employers/forms.py", "from firststop.employers.views import asking"),
    ("casework.services sees views", "casework/services.py", "import firststop.casework.views"),
    ("casework.models sees services", "casework/models.py", "def f(): from firststop.casework.services import X"),
    ("placements.services sees tasks", "placements/services/meetings.py", "from firststop.placements import tasks"),
    ("placements.policies sees queries", "placements/policies.py", "from firststop.placements import queries"),
    ("placements.rules sees models", "placements/rules.py", "from firststop.placements.models import Application"),
    ("vacancies.models sees urls", "vacancies/models/vacancy.py", "import firststop.vacancies.urls"),
    ("vacancies.enums sees schemas", "vacancies/enums.py", "import firststop.vacancies.schemas"),
    ("jobseekers.models sees services", "jobseekers/models/cv.py", "import firststop.jobseekers.way_round"),
    ("jobseekers.models sees services", "jobseekers/way_round.py", "import firststop.jobseekers.services"),
    ("taxonomy.queries sees panels", "taxonomy/queries/places.py", "import firststop.taxonomy.panels"),
    ("core.models sees views", "core/models/drafts.py", "import firststop.core.views"),
]
_SAID = re.compile(r"firststop\.(\w+)\.(\w+) is not allowed to import\s+firststop\.\1\.(\w+):")


def test_a_room_that_looks_up_is_caught(copy: House) -> None:
    for _breach, file, line in PLANTED:
        copy.plant(f"firststop/{file}", f"\n{line}\n")
    result = copy.run("lint-imports", "--no-cache")
    assert "Rooms look down BROKEN" in result.stdout
    found = {f"{package}.{low} sees {high}" for package, low, high in _SAID.findall(result.stdout)}
    assert found == {breach for breach, _file, _line in PLANTED}
