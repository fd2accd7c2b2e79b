"""Components: forms keep what was typed, marks differ in shape, sums add up, nothing is run that people wrote."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from firststop.core.money import Money

EVIL = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def draw(source: str, **context: Any) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, RequestFactory().get("/en/"))


class Advert(forms.Form):
    title = forms.CharField(label="Title", help_text="As people say it", max_length=80)
    text = forms.CharField(label="Text", widget=forms.Textarea, max_length=500)
    start = forms.DateField(label="Start", widget=forms.SelectDateWidget)
    hours = forms.MultipleChoiceField(
        label="Hours", choices=[("full", "Full day"), ("part", "Part-day")], widget=forms.CheckboxSelectMultiple
    )
    contract = forms.ChoiceField(label="Contract", choices=[("p", "Permanent"), ("f", "Fixed")])
    true = forms.BooleanField(label="The answers are true")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)


@pytest.fixture
def wrong() -> Advert:
    form = Advert({
        "title": EVIL, "text": "Long", "start_day": "31", "start_month": "9", "start_year": "2020", "hours": ["part"],
        "contract": "x", "password": "secret",
    })  # fmt: skip
    assert not form.is_valid()
    return form


def test_a_field_keeps_what_was_typed_and_says_what_is_wrong(wrong: Advert) -> None:
    wrong.add_error("title", "Write what the work is called")
    html = draw('<c-field :bound="form.title" />', form=wrong)
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'aria-invalid="true"' in html
    assert "Write what the work is called" in html
    assert 'maxlength="80"' in html


def test_a_date_keeps_the_day_that_does_not_exist(wrong: Advert) -> None:
    html = draw('<c-field :bound="form.start" />', form=wrong)
    for part, typed in (("day", "31"), ("month", "9"), ("year", "2020")):
        assert f'id="id_start_{part}"' in html
        assert f'value="{typed}"' in html


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_a_date_comes_back_in_every_language(language: str) -> None:
    with override(language):
        form = Advert({"start_day": "3", "start_month": "10", "start_year": "2020"})
        html = draw('<c-field :bound="form.start" />', form=form)
    assert [f'value="{typed}"' in html for typed in ("3", "10", "2020")] == [True, True, True]


def test_a_long_text_counts_aloud_instead_of_cutting_off(wrong: Advert) -> None:
    html = draw('<c-field :bound="form.text" />', form=wrong)
    assert 'data-maxlength="500"' in html
    assert ' maxlength="500"' not in html
    assert "You can write up to 500 characters" in html


def test_a_password_is_never_sent_back(wrong: Advert) -> None:
    assert "secret" not in draw('<c-field :bound="form.password" />', form=wrong)


def test_choices_keep_what_was_chosen(wrong: Advert) -> None:
    html = draw('<c-field :bound="form.hours" />', form=wrong)
    full, part = html.split("<input")[1:]
    assert "checked" not in full.split(">")[0]
    assert "checked" in part.split(">")[0]


def test_the_first_choice_bears_the_id_that_the_error_leads_to(wrong: Advert) -> None:
    html = draw(
        '<c-error-summary :form="form" /><c-field :bound="form.hours" /><c-field :bound="form.start" />', form=wrong
    )
    assert 'href="#id_start_day"' in html
    assert 'id="id_hours"' in html
    assert 'href="#id_true"' in html


def test_an_explicit_word_wins_over_the_form(wrong: Advert) -> None:
    html = draw('<c-field :bound="form.title" label="What work?" />', form=wrong)
    assert "What work?" in html
    assert ">Title<" not in html


def test_a_choice_may_open_more_questions() -> None:
    html = draw(
        '<c-radios name="c" label="C" :choices="choices" value="o" reveal="o">'
        '<c-field name="which" label="Which?" /></c-radios>',
        choices=[("p", "Permanent"), ("o", "Other")],
    )
    assert html.index('value="o"') < html.index("fs-reveal") < html.index('name="which"')
    assert html.count("fs-reveal") == 1


@pytest.mark.parametrize(
    "source",
    [
        '<c-button :data-name="evil">Go</c-button>',
        '<c-button data-name="{{ evil }}">Go</c-button>',
        '<c-field name="q" label="Q" :value="evil" />',
        '<c-field name="q" label="{{ evil }}" :data-x="evil" />',
        "<c-tag>{{ evil }}</c-tag>",
        '<c-notice title="{{ evil }}">{{ evil }}</c-notice>',
        '<c-tag-list :items="list" />',
        '<c-square-stops :stops="stops" />',
        '<c-cell label="{{ evil }}">{{ evil }}</c-cell>',
        '<c-summary-row label="{{ evil }}" href="{{ evil }}">{{ evil }}</c-summary-row>',
        '<c-table :caption="evil" :heads="list" />',
        '<c-card-next title="{{ evil }}" href="#" action="{{ evil }}">{{ evil }}</c-card-next>',
        '<c-match-bar :slots="slots" />',
        '<c-error-summary :errors="errors" />',
        '<c-radios name="r" label="{{ evil }}" :choices="choices" />',
        '<c-field name="s" kind="select" :choices="choices" />',
        '<c-field name="t" kind="textarea" :value="evil" />',
        '<c-progress :value="1" label="{{ evil }}" note="{{ evil }}" />',
    ],
)
def test_what_people_wrote_is_never_run(source: str) -> None:
    html = draw(
        source, evil=EVIL, list=[EVIL], stops=[{"state": "done", "word": EVIL, "note": EVIL, "href": EVIL}],
        slots=[{"name": EVIL, "earned": 1, "weight": 2}], errors=[(EVIL, EVIL)], choices=[(EVIL, EVIL, EVIL)],
    )  # fmt: skip
    assert "<script" not in html
    assert "script&gt;" in html


SLOTS = [
    {"name": "Skills", "earned": 35, "weight": 40, "kind": "missing"},
    {"name": "Way", "earned": 8, "weight": 15, "kind": "limit"},
    {"name": "Rest", "earned": 40, "weight": 45, "kind": "fits"},
]


def test_the_parts_of_a_bar_are_the_number_beside_it() -> None:
    html = draw('<c-match-bar :slots="slots" />', slots=SLOTS)
    assert 'aria-label="83 of 100"' in html
    assert "Skills 35 + Way 8 + Rest 40 = <b>83</b>" in html
    assert [f"fs-weight-{weight}" in html for weight in (40, 15, 45)] == [True, True, True]
    assert 'width="87.5%"' in html
    assert "style" not in html


@pytest.mark.parametrize(("earned", "weight"), [(41, 40), (-1, 40), (0, 0)])
def test_a_bar_that_does_not_add_up_is_not_drawn(earned: int, weight: int) -> None:
    with pytest.raises(ValueError, match="of"):
        draw('<c-match-bar :slots="slots" />', slots=[{"name": "Skills", "earned": earned, "weight": weight}])


def test_the_three_marks_differ_in_shape_and_in_words() -> None:
    marks = [draw(f'<c-fit-mark kind="{kind}" />') for kind in ("fits", "missing", "limit")]
    assert len(set(marks)) == 3
    assert [word in mark for mark, word in zip(marks, ("fits", "missing", "near the limit"), strict=True)] == [True] * 3


def test_square_stops_say_whose_turn_it_is() -> None:
    stops = [{"state": s, "word": s} for s in ("done", "yours", "theirs", "open", "ended")]
    html = draw('<c-square-stops :stops="stops" />', stops=stops)
    assert html.count('aria-current="step"') == 1
    assert [said in html for said in ("(done)", "(your turn)", "(their turn)", "(to come)", "(ended)")] == [True] * 5


@pytest.mark.parametrize(
    ("language", "low", "high", "said"),
    [
        ("en", "32000", "40000", "32,000–40,000\u00a0som a month"),
        ("ru", "32000", "40000", "32\u00a0000–40\u00a0000\u00a0сом в\u00a0месяц"),
        ("ky", "32000", "32000", "32\u00a0000\u00a0сом айына"),
        ("en", "14500", None, "from 14,500\u00a0som a month"),
        ("ru", None, "22000", "до\u00a022\u00a0000\u00a0сом в\u00a0месяц"),
        ("en", "98.50", "98.50", "98.50\u00a0som a month"),
    ],
)
def test_pay_is_said_as_people_say_it(language: str, low: str | None, high: str | None, said: str) -> None:
    with override(language):
        html = draw(
            '<c-money :low="low" :high="high" currency="KGS" period="month" />',
            low=low and Decimal(low), high=high and Decimal(high),
        )  # fmt: skip
    assert said in html


def test_money_brings_its_own_currency() -> None:
    assert "98,524\u00a0som" in draw('<c-money :of="money" />', money=Money(Decimal(98524), "KGS"))
    assert "10\u00a0XAU" in draw('<c-money :of="money" />', money=Money(Decimal(10), "XAU"))


def test_the_language_of_a_text_is_marked_only_where_it_is_not_the_readers() -> None:
    with override("en"):
        assert "Text in Russian" in draw('<c-text-language code="ru" />')
        assert "Text" not in draw('<c-text-language code="en" />')
        assert "Text" not in draw('<c-text-language code="" />')


def test_a_phone_number_is_grouped_and_anything_else_stays() -> None:
    shown = draw("{{ good|phone }} {{ bad|phone }} {{ none|phone }}", good="+996700112233", bad="call me", none=None)
    assert shown == "+996\u00a0700\u00a0112\u00a0233 call me "
