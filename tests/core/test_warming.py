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

ALONE = """
import os, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.development"
import firststop.config.wsgi
from django.db import connections
default = connections["default"]
print(threading.active_count(), default.connection, default._connection_pools)
"""

LATE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "firststop.config.settings.test"
import firststop.config.wsgi
print([name for name in ("docx", "holidays", "numba", "openpyxl", "pypdf") if name in sys.modules])
"""


def test_the_rules_of_wording_are_among_what_is_warmed() -> None:
    assert "vacancies.wording" in warm_up()


def test_a_web_server_has_read_the_patterns_before_its_first_page() -> None:
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("True", 0), done.stderr


def test_workers_can_be_forked_from_a_loaded_application_since_it_holds_no_thread_and_no_connection() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("1 None {}", 0), done.stderr


def test_no_start_waits_for_libraries_that_few_pages_need() -> None:
    done = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
