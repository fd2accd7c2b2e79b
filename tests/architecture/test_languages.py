"""Russian and Kyrgyz are complete, written and grammatical."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests.architecture.catalogues import (
    LANGUAGES,
    Said,
    catalogues,
    in_code,
    in_template,
    messages_in_code,
    messages_in_templates,
)
from tests.architecture.house import ROOT

#: Names that are the same in every language.
NAMES = {"Firststop", "Firststop: %(text)s", "RSS", "CSV", "XLSX", "API", "PDF", "ISCO-08 %(code)s", "© GeoNames"}
_IMPORTED = "from django.utils.translation import"


def missing(root: Path, language: str) -> list[str]:
    known = {said for found, _path, catalogue in catalogues(root) if found == language for said in told(catalogue)}
    said = [*messages_in_templates(root), *messages_in_code(root)]
    return sorted(
        {f"{path.relative_to(root)}: {message}" for message, path in said if message.text and message not in known}
    )


def told(catalogue: Catalog) -> set[Said]:
    """Return what a catalogue translates; a plural answers for its singular too."""
    found = set()
    for message in catalogue:
        if message.string and "fuzzy" not in message.flags:
            ids = forms_of(message.id)
            found |= {Said(ids[0], plural, message.context) for plural in (None, *ids[1:])}
    return found


def forms_of(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def wrong_plurals(catalogue: Catalog) -> list[str]:
    wrong = []
    for message in catalogue:
        forms = forms_of(message.string)
        if message.pluralizable and (len(forms) != catalogue.num_plurals or not all(forms)):
            wrong.append(str(message.id))
    return wrong


def too_few_forms(root: Path) -> list[str]:
    return [f"{path.relative_to(root)}: {which}" for _l, path, c in catalogues(root) for which in wrong_plurals(c)]


def same_as_english(catalogue: Catalog) -> list[str]:
    return [
        form
        for message in catalogue
        for form in forms_of(message.string)
        if message.id and form in forms_of(message.id) and form not in NAMES and re.search(r"[A-Za-z]{3}", form)
    ]


def left_in_english(root: Path) -> list[str]:
    return [f"{path.relative_to(root)}: {which}" for _l, path, c in catalogues(root) for which in same_as_english(c)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_visible_string_is_translated(language: str) -> None:
    assert missing(ROOT, language) == []


def test_every_plural_has_as_many_forms_as_its_language() -> None:
    assert too_few_forms(ROOT) == []


def test_no_message_is_left_in_english() -> None:
    assert left_in_english(ROOT) == []


def test_a_day_in_kyrgyz_stands_with_a_word_that_takes_the_ending() -> None:
    # «3-декабры чейин» is as wrong as "until of 3 December": a day that is put in takes no ending, «күнүнө чейин» does.
    bare = re.compile(r"%\((?:day|until|since|time|moment)\)s (?!күнү)[а-яңөү]{3,}")
    wrong = [
        form
        for language, _path, catalogue in catalogues(ROOT)
        for message in catalogue
        for form in forms_of(message.string)
        if language == "ky" and bare.search(form)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('_("word")', Said("word")),
        ('ngettext("one", "many", n)', Said("one", "many")),
        ('pgettext("as a verb", "open")', Said("open", None, "as a verb")),
        ('npgettext_lazy("of ads", "one", "many", n)', Said("one", "many", "of ads")),
        ('translation.gettext("word")', Said("word")),
        (f'{_IMPORTED} gettext_lazy as text\ntext("word")', Said("word")),
        (f'{_IMPORTED} pgettext\nsay = pgettext\nsay("as a verb", "open")', Said("open", None, "as a verb")),
    ],
)
def test_code_is_heard_by_whatever_name_it_calls_gettext(source: str, said: Said) -> None:
    assert list(in_code(source)) == [said]


@pytest.mark.parametrize("source", ['record.text("/title")', "_(word)", 'pgettext("only a context")'])
def test_code_that_says_nothing_is_not_heard(source: str) -> None:
    assert list(in_code(source)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('<p title="{% translate "word" %}">', Said("word")),
        ('{% translate "open" context "as a verb" %}', Said("open", None, "as a verb")),
        ('{% firstof name _("word") %}', Said("word")),
        ('{{ name|default:_("word") }}', Said("word")),
        ("{% if name == _('word') %}", Said("word")),
        ("{% blocktranslate trimmed %}\n  a\n  b\n{% endblocktranslate %}", Said("a b")),
        (
            '{% blocktranslate count n=n context "of ads" %}{{ n }} ad{% plural %}{{ n }} ads{% endblocktranslate %}',
            Said("%(n)s ad", "%(n)s ads", "of ads"),
        ),
        ('    <p>\n  {% translate "word" %}', Said("word")),
    ],
)
def test_a_template_is_heard_as_django_reads_it(source: str, said: Said) -> None:
    assert list(in_template(source)) == [said]


def test_a_translation_counts_only_for_its_context_and_its_plural() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add("open", "открыто")
    catalogue.add(("%(n)s ad", "%(n)s ads"), ("%(n)s объявление", "%(n)s объявления", "%(n)s объявлений"))
    said = {Said("open"), Said("%(n)s ad"), Said("%(n)s ad", "%(n)s ads")}
    assert said <= told(catalogue)
    assert {Said("open", None, "as a verb"), Said("open", "opens")} & told(catalogue) == set()


def test_too_few_plural_forms_are_caught() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add(("%(n)s vacancy", "%(n)s vacancies"), ("%(n)s вакансия", "%(n)s вакансии"))
    assert wrong_plurals(catalogue) == ["('%(n)s vacancy', '%(n)s vacancies')"]


def test_an_english_message_in_a_russian_catalogue_is_caught() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add("Send the claim", "Send the claim")
    catalogue.add("Open", "Open", context="as a verb")
    catalogue.add(("%(n)s claim", "%(n)s claims"), ("%(n)s заявление", "%(n)s claims", "%(n)s заявлений"))
    assert same_as_english(catalogue) == ["Send the claim", "Open", "%(n)s claims"]
