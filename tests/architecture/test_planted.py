"""One breach of each guard in one copy of the tree: seen in its files, or only where Django has loaded it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import databases
from tests.architecture.house import ROOT, House, copy_of_the_house
from tests.architecture.test_languages import left_in_english, missing, too_few_forms
from tests.architecture.test_row_security import BEYOND, steps
from tests.architecture.test_templates import bare, inline, unused

pytestmark = pytest.mark.xdist_group("planted")
PAGE, RUSSIAN = "firststop/core/templates/core/planted.html", "firststop/core/locale/ru/LC_MESSAGES/django.po"
BREACHES = {
    "firststop/casework/models.py": """

class Planted(models.Model):
    ad = models.ForeignKey("vacancies.Vacancy", on_delete=models.CASCADE, related_name="+")
""",
    "firststop/casework/migrations/0002_twin.py": """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_offices")]
""",
    "firststop/casework/forms.py": """

class Planted(forms.Form):
    day = forms.DateField()
""",
    "firststop/casework/policies.py": """

def may_call(_request: HttpRequest) -> bool:
    return True
""",
    "firststop/site/urls.py": """
from firststop.core.access import public

urlpatterns.append(path("planted", lambda request: None))
urlpatterns.append(path("forgotten", public(lambda request: None), name="forgotten"))
""",
    "firststop/site/views.py": """
from firststop.core import panels

panels.register("vacancy.actoins", lambda request, subject: None, order=1)


def peek() -> None:
    with beyond_reader():
        _("Nobody translated me")
""",
    "firststop/accounts/planted.py": 'pgettext("a planted context", "Menu")',
    PAGE: '<p style="color:red" title="Bare words">Said to nobody {% firstof name _("Nobody translated me") %}</p>',
    RUSSIAN: """
msgid "A planted word"
msgstr "A planted word"

msgid "%(n)s planted word"
msgid_plural "%(n)s planted words"
msgstr[0] "%(n)s слово"
msgstr[1] "%(n)s слова"
""",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A copy of the tree with every breach in it."""
    tree = copy_of_the_house(tmp_path_factory.mktemp("planted"))
    for path, text in BREACHES.items():
        tree.plant(path, text)
    return tree


@pytest.fixture(scope="module")
def caught(copy: House, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, object]]:
    """Return what the guards say that ask Django, in a process that loads the copy."""
    shutil.copytree(ROOT / "firststop/countries", copy.root / "firststop/countries", dirs_exist_ok=True)
    with django_db_blocker.unblock(), databases.clone("planted") as database:
        asked = subprocess.run(
            [sys.executable, "-m", "tests.architecture.planted", database],
            cwd=copy.root, check=False, capture_output=True, text=True,
            env={**os.environ, "FIRSTSTOP_VAR": str(copy.root / "var"), "PYTHONPATH": str(copy.root)},
        )  # fmt: skip
        assert asked.returncode == 0, asked.stderr
        said: dict[str, object] = json.loads(asked.stdout.splitlines()[-1])
        assert Path(str(said["root"])) == copy.root
        yield said


@pytest.mark.parametrize(
    ("guard", "says"),
    [
        pytest.param("keys", ["Planted.ad points up"], id="a foreign key that points up"),
        pytest.param("heads", ["casework"], id="a second head of migrations"),
        pytest.param("retention", ["casework.Planted"], id="a table that says not how long it is kept"),
        pytest.param("routes", ["en/planted"], id="a route without a mark"),
        pytest.param("rows", ["site:None", "site:forgotten"], id="a route that is not in the table of doors"),
        pytest.param("doors", {"casework:calls": "+", "casework:call": "+"}, id="a door that opens to another role"),
        pytest.param("panels", ["vacancy.actoins"], id="a panel at a place that no page declares"),
        pytest.param("forms", {"Planted": ["day"]}, id="a field that does not say what is missing"),
    ],
)
def test_a_breach_in_the_tree_is_caught(caught: dict[str, object], guard: str, says: object) -> None:
    assert caught[guard] == says


def test_a_breach_in_a_file_of_the_tree_is_caught(copy: House) -> None:
    root = copy.root
    assert unused(root) == ["core/planted.html"]
    assert bare(root) == {PAGE: ["Said", "to", "nobody", "Bare", "words"]}
    assert inline(root) == [PAGE]
    assert left_in_english(root) == [f"{RUSSIAN}: A planted word"]
    assert too_few_forms(root) == [f"{RUSSIAN}: ('%(n)s planted word', '%(n)s planted words')"]
    assert [line.partition(":")[0] for line in missing(root, "ru")] == [
        "firststop/accounts/planted.py",
        PAGE,
        "firststop/site/views.py",
    ]
    assert set(steps(root / "firststop")) - set(BEYOND) == {"site.views.peek"}
