"""A web server does the slow first things before its first page."""

import subprocess
import sys

from firststop.core.warming import warm_up

CHECK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.test"
import firststop.config.wsgi
from firststop.vacancies.rules.wording.patterns import book
print(book.cache_info().misses > 0)
"""


def test_the_rules_of_wording_are_among_what_is_warmed() -> None:
    assert "vacancies.wording" in warm_up()


def test_a_web_server_has_read_the_patterns_before_its_first_page() -> None:
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("True", 0), done.stderr
