"""Anonymous means anonymous: no combination of filters, key, file, picture or query tells one person apart."""

import io
import itertools
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import quantiles

import docx
import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from firststop.core.models import Change, Message
from firststop.jobseekers.enums import Visibility
from firststop.jobseekers.models import CvFile
from firststop.jobseekers.services import give_cv, hide_from, set_visibility
from firststop.matching import rules
from firststop.matching.rules import CHOICES, SMALLEST_GROUP, Crowd, Traits, Wanted, crowd_of, has
from tests import cast, people
from tests.counts import count
from tests.matching.candidates import Market, aigul, many, read
from tests.placements import stage
from tests.placements.stage import doer

pytestmark = pytest.mark.row("J-05", "SR-18")
Answer = Callable[[Wanted], list[int] | None]


def many_traits(number: int, seed: int) -> list[Traits]:
    """Return people of whom some are rare: few drive lorries, few live near, few speak a language."""
    chance = random.Random(seed)
    return [
        Traits(
            km=chance.choice([None, 5, 5, 10, 20, 25, 30, 50, 80]),
            years=chance.choices([0, 1, 2, 4, 7, 10], [30, 20, 20, 15, 10, 5])[0],
            licences=frozenset(kind for kind, share in (("B", 0.5), ("C", 0.03), ("D", 0.01), ("CE", 0.004))
                               if chance.random() < share),
            speaks=frozenset(code for code, share in (("ky", 0.9), ("ru", 0.6), ("en", 0.02))
                             if chance.random() < share),
            is_free=chance.random() < 0.8,
        )
        for _one in range(number)
    ]  # fmt: skip


def combinations(number: int, seed: int) -> list[list[tuple[str, str]]]:
    """Return so many of the 16,384 filters that all choices give together, in a random order."""
    every = [(name, value) for name, values in CHOICES.items() for value in values]
    return [
        [choice for place, choice in enumerate(every) if picked >> place & 1]
        for picked in random.Random(seed).sample(range(1 << len(every)), number)
    ]


def singled_out(number: int, asked: Sequence[Wanted], answer: Answer) -> int:
    """Return how many people stand in a group of under five, once all answers were laid beside each other.

    Who was in the same answers cannot be told apart by any of them, nor by what they have in common or where they
    differ; whoever shares that with fewer than four others is found.
    """
    answered = [set(found) for wanted in asked if (found := answer(wanted)) is not None]
    seen = Counter(tuple(place in found for found in answered) for place in range(number))
    return sum(found for found in seen.values() if found < SMALLEST_GROUP)


def naive(crowd: Crowd) -> Answer:
    """Refuse small answers only, as one would who does not think of their differences."""
    open_ = replace(crowd, groups=())

    def answer(wanted: Wanted) -> list[int] | None:
        found = open_.select(wanted)
        return found if found is not None and len(found) >= SMALLEST_GROUP else None

    return answer


def test_no_combination_of_filters_singles_anybody_out() -> None:
    crowd, filters = crowd_of(many_traits(1_000, 1)), combinations(count(1_000, proof=10_000), 1)
    answered = [wanted for wanted in filters if crowd.select(wanted)]
    assert singled_out(1_000, filters, crowd.select) == 0
    assert len(answered) > 5


def test_refusing_small_answers_alone_would_single_people_out() -> None:
    assert singled_out(1_000, combinations(1_000, 1), naive(crowd_of(many_traits(1_000, 1)))) > 10


@pytest.mark.parametrize("number", [1, 4, 5, 9, 12, 30])
def test_short_lists_are_as_safe_as_long_ones(number: int) -> None:
    for seed in range(count(10, proof=100)):
        crowd, filters = crowd_of(many_traits(number, seed)), combinations(300, seed)
        answered = [wanted for wanted in filters if wanted and crowd.select(wanted) is not None]
        assert number >= SMALLEST_GROUP or not answered
        assert number < SMALLEST_GROUP or singled_out(number, answered, crowd.select) == 0


def test_people_are_parted_into_groups_of_at_least_five_and_nobody_is_lost() -> None:
    crowd = crowd_of(many_traits(1_000, 3))
    assert sum(crowd.groups) == (1 << 1_000) - 1
    assert min(group.bit_count() for group in crowd.groups) >= SMALLEST_GROUP
    assert len(crowd.groups) > 20


def test_an_answer_holds_exactly_those_who_were_asked_for() -> None:
    people_ = many_traits(1_000, 4)
    crowd = crowd_of(people_)
    for wanted in combinations(500, 4):
        found = crowd.select(wanted)
        exactly = [place for place, one in enumerate(people_) if all(has(one, *choice) for choice in wanted)]
        assert found is None or found == exactly


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (rules.rounded_km(1), 5), (rules.rounded_km(5_000), 5), (rules.rounded_km(5_001), 10), (rules.rounded_km(0), 5),
        (rules.rounded_months(0), 0), (rules.rounded_months(5), 5), (rules.rounded_months(11), 6),
        (rules.rounded_months(47), 36), (rules.rounded_months(400), 120),
        (rules.rounded_amount(Decimal(23450)), 23_000), (rules.rounded_amount(Decimal(987654)), 980_000),
        (rules.rounded_amount(Decimal(7)), 7), (rules.rounded_amount(None), None),
        (rules.rounded_day(date(2027, 3, 17)), date(2027, 3, 1)), (rules.rounded_day(None), None),
    ],
)  # fmt: skip
def test_what_is_shown_is_rounded(exact: object, shown: object) -> None:
    assert exact == shown


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_index")
def test_no_filter_of_the_page_singles_anybody_out() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    many(market, 12)
    answers, refused = [], 0
    every = [dict(zip(CHOICES, one, strict=True)) for one in itertools.product(*(("", *it) for it in CHOICES.values()))]
    for chosen in random.Random(7).sample(every, count(40, proof=len(every))):
        page = client.get(market.page(), chosen)
        assert page.status_code in (200, 400)
        if page.status_code == 200:
            answers.append({row["one"].key for row in page.context["found"]})
        else:
            refused += 1
            assert not page.context["found"]
    everybody = {row["one"].key for row in client.get(market.page()).context["found"]}
    seen = Counter(tuple(key in found for found in answers) for key in everybody)
    assert (len(everybody), min(seen.values()) >= SMALLEST_GROUP, refused > 0) == (12, True, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_index")
def test_a_key_opens_one_person_for_one_vacancy_and_says_nothing_of_either() -> None:
    market, account = Market(), aigul()
    profile, client = market.sews(account), people.signed_in(cast.AIDA)
    other, foreign = market.another(), market.another(stage.welding())
    keys = {market.key(account, vacancy) for vacancy in (market.vacancy, other, foreign)}
    assert len(keys) == 3
    page = read(client, market.page()) + read(client, market.page(account))
    assert [known for known in (str(account.id), account.id.hex, str(profile.id), profile.code) if known in page] == []
    for wrong in (account.id, profile.id, market.key(account, other), market.key(account, foreign), uuid.uuid4()):
        assert client.get(market.page(wrong)).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_index")
def test_nobody_and_somebody_who_hides_are_answered_by_the_same_queries() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    many(market, 6)
    hides, hidden = market.sews(aigul()), market.sews(people.person(cast.ERMEK))
    client.get(market.page())
    hide_from(hides.id, market.house.establishment.id, by=doer(aigul()))
    set_visibility(hidden.id, Visibility.HIDDEN, by=doer(people.person(cast.ERMEK)))
    asked = {}
    for name, person in (("hides", aigul()), ("hidden", people.person(cast.ERMEK)), ("nobody", uuid.uuid4())):
        asked[name] = _queries_of(client, market.page(person))
    assert asked["hides"] == asked["hidden"] == asked["nobody"]
    assert len(asked["nobody"]) > 5


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_index")
def test_nobody_and_somebody_who_hides_are_answered_in_the_same_time() -> None:
    market, client = Market(), people.signed_in(cast.AIDA)
    many(market, 6)
    hides = market.sews(aigul())
    client.get(market.page())
    hide_from(hides.id, market.house.establishment.id, by=doer(aigul()))
    hidden, nobody = market.page(aigul()), market.page(uuid.uuid4())
    times: dict[str, list[float]] = {hidden: [], nobody: []}
    for _time in range(count(30, proof=300)):
        # In turn, so that whatever else the machine does falls on both.
        for address in (hidden, nobody):
            begun = time.perf_counter()
            client.get(address)
            times[address].append(time.perf_counter() - begun)
    # The quicker quarter: what the machine does besides makes the rest longer, not these shorter.
    quick = {address: quantiles(each, n=4)[0] for address, each in times.items()}
    assert abs(quick[hidden] - quick[nobody]) < 0.010, times


def _queries_of(client: Client, address: str) -> list[str]:
    """Return the shape of every query that a page that is not there asks."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert (answer.status_code, "is not there any more" in answer.content.decode()) == (404, True)
    return [query["sql"].partition(" WHERE ")[0] for query in queries]


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh_index")
def test_what_a_file_says_of_its_writer_is_read_by_nobody_else() -> None:
    market, account = Market(), aigul()
    market.sews(account)
    given = give_cv(account.id, docx_of("Secret Writer", "Worked at Oldfirm"), by=doer(account), at=stage.AT)
    assert ("Oldfirm" in given.text, "Secret Writer" in given.text) == (True, False)
    client = people.signed_in(cast.AIDA)
    client.post(market.invite(account), {"message": "Come"})
    told = read(client, market.page()) + read(client, market.page(account)) + read(client, "/en/vacancies/mine")
    told += str(list(Change.objects.values())) + str(list(Message.objects.values()))
    assert [word for word in ("Secret Writer", "Oldfirm") if word in told] == []


def docx_of(writer: str, text: str) -> bytes:
    document, target = docx.Document(), io.BytesIO()
    document.core_properties.author = writer
    document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def test_there_is_no_picture_of_anybody_and_one_kind_of_file_that_only_its_person_takes_out() -> None:
    files = [
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.get_fields()
        if isinstance(column, models.FileField | models.ImageField | models.BinaryField)
    ]
    assert [name for name in files if name.startswith(("accounts.", "jobseekers.", "placements.", "matching."))] == [
        f"{CvFile._meta.label}.content"
    ]
