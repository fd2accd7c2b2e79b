"""Languages and privacy: both pages are counted, not claimed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override

from firststop.core import retention
from firststop.core.retention import Kept
from firststop.site import queries

HALF = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; "
"plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Work"
msgstr "{work}"

#, fuzzy
msgid "People"
msgstr "Люди"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s день"
msgstr[1] "%(n)s дня"
msgstr[2] ""
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(queries, "PACKAGE", tmp_path)
    queries.language_statuses.cache_clear()
    yield tmp_path
    queries.language_statuses.cache_clear()


def write(package: Path, code: str, text: str) -> None:
    folder = package / "thing" / "locale" / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(text, encoding="utf-8")


def test_only_finished_sentences_count(package: Path) -> None:
    write(package, "ru", HALF.format(work="Работа"))
    write(package, "ky", HALF.format(work=""))
    counted = {status.code: (status.done, status.total) for status in queries.language_statuses()}
    assert counted == {"en": (3, 3), "ru": (1, 3), "ky": (0, 3)}


def test_every_language_of_core_and_site_is_complete() -> None:
    for code in ("ru", "ky"):
        for package in ("core", "site"):
            found = queries.PACKAGE / package / "locale" / code / "LC_MESSAGES" / "django.po"
            assert found.is_file()
            assert [key for key, said in queries._messages(code) if key[0] == package and not said] == []


def test_russian_is_set_as_a_typesetter_sets_it() -> None:
    with override("ru"):
        said = gettext("The law and the amount are shown before you sign in.")
    assert said == "Закон и\u00a0сумму покажем до\u00a0того, как вы войдёте."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "У\u00a02\u00a0клиентов шаг назначен на\u00a0сегодня."),
        ("ky", "2\u00a0кардардын кадамы бүгүнкү күнгө белгиленген."),
    ],
)
def test_a_number_stays_with_what_it_counts(language: str, said: str) -> None:
    with override(language):
        assert ngettext("%(n)s client has a step today.", "%(n)s clients have a step today.", 2) % {"n": 2} == said
        assert date_format(date(2026, 3, 8), "DATE_FORMAT") in ("8\u00a0марта 2026\u00a0г.", "2026-жылдын 8-марты")


@pytest.mark.row("C-15")
@pytest.mark.django_db
def test_the_privacy_notice_is_made_from_the_rules_that_delete(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        retention, "_kept",
        {
            "a": Kept("x.A", "To pay you", "10 years", personal=True),
            "b": Kept("x.B", "To pay you", "10 years", personal=True),
            "c": Kept("x.C", "To count", "For ever"),
        },
    )  # fmt: skip
    html = client.get("/en/privacy").content.decode()
    people, other = html.split("What else we keep")
    assert people.count("To pay you") == 1
    assert "10 years" in people
    assert "To count" not in people
    assert "To count" in other
