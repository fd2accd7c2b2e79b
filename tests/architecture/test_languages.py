"""Russian and Kyrgyz are complete, written and grammatical."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.architecture.catalogues import LANGUAGES, catalogues, messages_in_code, messages_in_templates
from tests.architecture.house import ROOT, House

#: Names that are the same in every language.
NAMES = {"Firststop", "Firststop: %(text)s", "RSS", "CSV", "XLSX", "API", "PDF", "ISCO-08 %(code)s", "© GeoNames"}
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def missing(root: Path, language: str) -> list[str]:
    known = {
        message.id if isinstance(message.id, str) else message.id[0]
        for found, _path, catalogue in catalogues(root)
        if found == language
        for message in catalogue
        if message.string and "fuzzy" not in message.flags
    }
    said = [*messages_in_templates(root), *messages_in_code(root)]
    return sorted(
        {f"{path.relative_to(root)}: {message}" for message, path in said if message and message not in known}
    )


def wrong_plurals(catalogue: Catalog) -> list[str]:
    wrong = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.pluralizable and (len(forms) != catalogue.num_plurals or not all(forms)):
            wrong.append(str(message.id))
    return wrong


def same_as_english(catalogue: Catalog) -> list[str]:
    return [
        message.id
        for message in catalogue
        if message.id
        and isinstance(message.id, str)
        and message.string == message.id
        and message.id not in NAMES
        and re.search(r"[A-Za-z]{3}", message.id)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_visible_string_is_translated(language: str) -> None:
    assert missing(ROOT, language) == []


def test_every_plural_has_as_many_forms_as_its_language() -> None:
    wrong = [f"{path.relative_to(ROOT)}: {which}" for _l, path, c in catalogues(ROOT) for which in wrong_plurals(c)]
    assert wrong == []


def test_no_message_is_left_in_english() -> None:
    left = [f"{path.relative_to(ROOT)}: {which}" for _l, path, c in catalogues(ROOT) for which in same_as_english(c)]
    assert left == []


def test_a_missing_translation_is_caught(copy: House) -> None:
    copy.plant(
        "firststop/core/planted.py",
        '"""Planted."""\n\nfrom x import gettext as _\n\nword = _("Nobody translated me")\n',
    )
    assert [line for line in missing(copy.root, "ru") if "Nobody translated me" in line]


def test_too_few_plural_forms_are_caught() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add(("%(n)s vacancy", "%(n)s vacancies"), ("%(n)s вакансия", "%(n)s вакансии"))
    assert wrong_plurals(catalogue) == ["('%(n)s vacancy', '%(n)s vacancies')"]


def test_an_english_message_in_a_russian_catalogue_is_caught() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add("Send the claim", "Send the claim")
    assert same_as_english(catalogue) == ["Send the claim"]
