"""An ad that exists already: its text is pasted, read, and its employer takes what is right."""

import time
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from firststop.core.folding import fold
from firststop.core.models import Draft
from firststop.employers.models import Establishment
from firststop.taxonomy.models import Concept, Label, Place, PlaceName
from firststop.vacancies.enums import PayKind, PayPeriod
from firststop.vacancies.rules.pasted import read_ad
from firststop.vacancies.rules.pay_reading import find_pay
from tests import cast, people
from tests.vacancies.test_writing import firm, read

pytestmark = pytest.mark.row("V-01")

SHORT = "Срочно! Требуется швея в цех. Оплата 25000-40000 сом. Адрес: Бишкек, ул. Жукеева 12."
KYRGYZ = "Бишкек шаарына ашпозчу керек. Айлык акы 30 000 сомдон 40 000 сомго чейин."
ENGLISH = "We are looking for an experienced cook to join our team at Silk Road Cafe. Pay from 45,000 KGS per month."
LABELLED = "Вакансия: Продавец-консультант\nКомпания: ОсОО «Народный»\nГород: Ош\nЗарплата: 25 000 сом\nГрафик: 5/2"
BOARD = "Швея\nот 32.000 сом в месяц\nПолный день\nОсОО Кумуш Ийне\nг. Каракол\n\nОбязанности\nШить школьную форму."
UNDER = "Зарплата\n25 000 – 30 000 сом\n\nТребуется водитель категории С в компанию «Азия Транс»"
GERMAN = "Stelle: Koch\nArbeitgeber: Gasthof Linde GmbH\nArbeitsort: Bonn\nGehalt: 2.500 EUR pro Monat"
SILENT = "Здравствуйте. Мы растём и рады новым людям, которые любят своё дело и умеют работать вместе."

ADS: list[tuple[str, str | None, str | None, str | None, tuple[PayKind, int | None, int | None] | None]] = [
    (SHORT, "швея", None, "Бишкек", (PayKind.RANGE, 25_000, 40_000)),
    (KYRGYZ, "ашпозчу", None, "Бишкек", (PayKind.RANGE, 30_000, 40_000)),
    (ENGLISH, "cook", "Silk Road Cafe", None, (PayKind.FROM, 45_000, None)),
    (LABELLED, "Продавец-консультант", "ОсОО «Народный»", "Ош", (PayKind.EXACT, 25_000, 25_000)),
    (BOARD, "Швея", "ОсОО Кумуш Ийне", "Каракол", (PayKind.FROM, 32_000, None)),
    (UNDER, "водитель категории С", "Азия Транс", None, (PayKind.RANGE, 25_000, 30_000)),
    (GERMAN, "Koch", "Gasthof Linde GmbH", "Bonn", (PayKind.EXACT, 2_500, 2_500)),
    (SILENT, None, None, None, None),
    ("", None, None, None, None),
]


@pytest.mark.parametrize(("text", "title", "employer", "place", "pay"), ADS)
def test_an_ad_is_read_by_its_labels_its_first_lines_and_its_sentences(
    text: str,
    title: str | None,
    employer: str | None,
    place: str | None,
    pay: tuple[PayKind, int | None, int | None] | None,
) -> None:
    found = read_ad(text)
    assert (found.title.text if found.title else None) == title
    assert (found.employer.text if found.employer else None) == employer
    assert (found.places[0].text if found.places else None) == place
    assert (_pay(found.pay.pay) if found.pay else None) == pay


def test_a_line_that_is_no_name_is_no_place() -> None:
    text = "Швея\nКумуш Ийне\nЧто мы предлагаем людям\nКара-Балта\n\nВы шьёте школьную форму в Токмоке."
    assert [found.text for found in read_ad(text).places] == ["Кара-Балта", "Токмоке"]


def test_the_subject_of_a_sentence_about_the_work_is_no_employer() -> None:
    text = "Arbetstiderna är dagtid. Vi har roligt. Lindbergs Bygg är ett bolag i Umeå."
    assert [found.text for found in [read_ad(text).employer] if found] == ["Lindbergs Bygg"]


TITLES = [
    ("В Караколе требуется опытный повар.", "повар"),
    ("Нам нужны 3 сварщика на объект.", "сварщика"),
    ("Приглашаем ответственных и внимательных продавцов в магазин.", "продавцов"),
    ("Ищем человека на должность администратора гостиницы.", "администратора гостиницы"),
    ("Тигүү цехине 5 тажрыйбалуу тигүүчү керек.", "тигүүчү"),
    ("We are a young team. As a sales manager, you will meet our guests.", "sales manager"),
    ("We are looking for someone to work as a tour guide in summer.", "tour guide"),
    ("Vi söker dig som vill arbeta som barnmorska i sommar.", "barnmorska"),
    ("Nu söker Centric sjuksköterskor. Centric är ett företag.", "sjuksköterskor"),
    ("We are hiring a diverse team. As a cook you work with a cook.", "cook"),
]
NO_TITLES = [
    "English is required. Driving licence needed.",
    "Права категории Б нужны. Опыт требуется.",
    "Бизге керек. Тажрыйба керек.",
    "Мы ищем людей, с которыми легко.",
    "Команда с опытом от 10 лет.",
    "Vi söker dig.",
]


@pytest.mark.parametrize(("text", "title"), [*TITLES, *((text, None) for text in NO_TITLES)])
def test_a_sentence_names_the_title_in_many_ways_and_what_one_must_have_is_none(text: str, title: str | None) -> None:
    assert [found.text for found in [read_ad(text).title] if found] == ([title] if title else [])


PLACES = [
    ("Ищем столяра в цех в Канте. Наши салоны есть в Бишкеке, Оше и Таласе.", ["Канте"]),
    ("Our offices are in Osh or Talas. This job is in Naryn.", ["Naryn", "Osh"]),
    ("Были в Оше. Живём в Токмоке, весь Токмок нас знает, и Токмоке рады.", ["Токмоке", "Оше"]),
    ("Офис находится в центре Бишкека.", ["Бишкека"]),
    ("Наш адрес:\n720000, Бишкек, Жукеева 12", ["Бишкек"]),
    ("Бишкек шаарындагы цехке тигүүчү керек.", ["Бишкек"]),
    ("Status öppen Ort Leipzig Körkort nej", ["Leipzig"]),
    ("Vi söker en kock till Uppsala. Kontakta oss till Midsommar.", ["Uppsala"]),
    ("I Karakol söker vi en kock.", ["Karakol"]),
    ("ТРЕБУЕТСЯ ШВЕЯ, г. ОШ. Работа в IT.", ["ОШ"]),
    ("Арендуем склад. Адрес: Токмок, ул. Ленина 5", ["Токмок"]),
]
NO_PLACES = [
    "Опыт работы в Excel, знание программ в Windows. Работа в IT.",
    "Fluent in English, experience in Photoshop, starting in May.",
    "Kunskaper i Photoshop. Medlem i Almega Kompetensföretagen.",
    "Говорите с Айгуль и с Бакытом. Оклад 45000 Сом.",
    "Vi har kontor i Umeå, Malmö och Lund.",
    "Ring till Anna.",
]


@pytest.mark.parametrize(("text", "places"), [*PLACES, *((text, []) for text in NO_PLACES)])
def test_places_of_work_come_first_and_houses_of_a_firm_skills_and_people_are_none(
    text: str, places: list[str]
) -> None:
    assert [found.text for found in read_ad(text).places] == places


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Arbeidsgiver: Nord Elektro AS, Oslo", "Nord Elektro AS"),
        ("Ala Travel has guests all year. In summer Ala Travel needs help.", "Ala Travel"),
        ("Как сотрудник компании «Азия Транс» вы получите опыт.", "Азия Транс"),
        ("Du blir anställd av Chas och får kollegor.", "Chas"),
        ("Du får en tjänst hos Leka kommune.", "Leka kommune"),
        ("Python is a plus. Time has come.", None),
        ("OM UPPDRAGETNu söker vi folk.", None),
        ("Kom och jobba med oss på Lidingö.", None),
    ],
)
def test_who_employs_is_told_by_labels_and_by_what_is_said_of_it_again(text: str, employer: str | None) -> None:
    assert [found.text for found in [read_ad(text).employer] if found] == ([employer] if employer else [])


def test_the_first_sentence_of_a_text_is_no_headline_and_a_headline_may_end_in_a_full_stop() -> None:
    text = "Мы шьём школьную форму для всей страны.\n" + "Нам двадцать лет. " * 10
    page = "Швея, которая любит своё дело и людей.\nОсОО Кумуш Ийне\nг. Каракол"
    assert read_ad(text).title is None
    assert [found.text for found in [read_ad(page).title] if found] == ["Швея, которая любит своё дело и людей."]


@pytest.mark.parametrize("text", [ad[0] for ad in ADS])
def test_each_proposal_stands_in_the_text_where_it_says(text: str) -> None:
    found = read_ad(text)
    words = [found.title, found.employer, found.pay.words if found.pay else None, *found.places]
    assert [each for each in words if each and text[each.start : each.end] != each.text] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Оборот 130 млн сом в год", []),
        ("Опыт 3 года, возраст от 18", []),
        ("Зарплата 25000, опыт 3 года", [(PayKind.EXACT, 25_000, 25_000)]),
        ("Оплата: 40-50 тыс. сом", [(PayKind.RANGE, 40_000, 50_000)]),
        ("премия 20 % и оклад 30 000 сом", [(PayKind.EXACT, 30_000, 30_000)]),
        ("$500 - $700 a month", [(PayKind.RANGE, 500, 700)]),
        ("до 1.500.000 сум", [(PayKind.TO, None, 1_500_000)]),
        ("1,234.50 USD", [(PayKind.EXACT, "1234.50", "1234.50")]),
        ("тел. 0700 123 456", []),
    ],
)
def test_money_in_a_text_is_pay_only_with_a_currency_or_behind_a_word_for_pay(
    text: str, expected: list[tuple[PayKind, Any, Any]]
) -> None:
    assert [_pay(found.pay) for found in find_pay(text)] == [
        (kind, low and Decimal(low), high and Decimal(high)) for kind, low, high in expected
    ]


@pytest.mark.parametrize(
    ("text", "currency", "period"),
    [
        ("Оплата 250 сом в час", "KGS", PayPeriod.HOUR),
        ("Айлык 40000 сом", "KGS", None),
        ("Зарплата 60 000 ₽ за месяц", "RUB", PayPeriod.MONTH),
        ("Salary 700 USD a week", "USD", PayPeriod.WEEK),
        ("Зарплата 45000", None, None),
        ("Зарплата 30 000 сом, 5 дней в неделю", "KGS", None),
        ("Саатына 250 сом", "KGS", PayPeriod.HOUR),
    ],
)
def test_currency_and_period_are_what_the_ad_says_and_nothing_else(
    text: str, currency: str | None, period: PayPeriod | None
) -> None:
    found = read_ad(text).pay
    assert found is not None
    assert (found.currency, found.period) == (currency, period)


def test_a_text_of_twenty_thousand_strange_letters_is_read_in_one_go() -> None:
    pieces = (
        "«",
        "г. ",
        "Зарплата: ",
        "1 000 ",
        "А ",
        "Требуется ",
        "ООО ",
        " ",
        "\n",
        "в Ош ",
        "керек ",
        "söker dig som ",
    )
    begun = time.process_time()
    for piece in pieces:
        assert read_ad("x" + piece * (20_000 // len(piece)) + "x") is not None
    assert time.process_time() - begun < 30


@pytest.mark.django_db
def test_what_was_read_is_shown_with_its_place_in_the_text_and_taken_into_the_draft() -> None:
    client = ready()
    draft = pasted(client, "Seamstress wanted in Karakol. She can mend shirts. Pay 30 000 – 45 000 som a month.")
    html = read(client, draft)
    for said in ("Title: Seamstress", "Occupation: seamstress", "Place: Karakol", "Pay: 30", "mend shirts"):
        assert said in html
    assert "<mark>Karakol</mark>" in html
    answer = client.post(draft, {"facts": ["title", "occupation", "place", "pay"], "skills": [str(skill().id)]})
    assert answer.headers["Location"].endswith("/work")
    kept = Draft.objects.get().values
    assert (kept["title"], kept["places"], kept["skills"][0]["id"]) == (
        "Seamstress", [{"code": "test-karakol"}], str(skill().id),
    )  # fmt: skip
    assert (kept["pay_kind"], kept["pay_min"], kept["pay_max"], kept["pay_period"]) == (
        "range", "30000.00", "45000.00", "month",
    )  # fmt: skip
    work = read(client, answer.headers["Location"])
    assert 'value="Seamstress"' in work
    assert "She can mend shirts." in work


@pytest.mark.django_db
def test_what_is_not_ticked_is_not_taken() -> None:
    client = ready()
    draft = pasted(client, "Seamstress wanted in Karakol. Pay 30 000 som.")
    client.post(draft, {"facts": ["place"]})
    kept = Draft.objects.get().values
    assert kept["places"] == [{"code": "test-karakol"}]
    assert not {"title", "occupation", "pay_min", "skills"} & set(kept)


@pytest.mark.django_db
def test_what_was_not_proposed_cannot_be_taken() -> None:
    client = ready()
    draft = pasted(client, "Nothing that we know.")
    before = Draft.objects.get().values
    assert client.post(draft, {"facts": ["pay"]}).status_code == 400
    assert client.post(draft, {"skills": [str(skill().id)]}).status_code == 400
    assert Draft.objects.get().values == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["Керек: тигүүчү. Каракол шаарына", "Нужна швея в Караколе", "Швея. Караколдо иштөө", "Work in Karakol"]
)
def test_a_place_is_known_in_the_cases_of_its_language(text: str) -> None:
    client = ready()
    assert "Place: Karakol" in read(client, pasted(client, text))


@pytest.mark.django_db
def test_another_employer_in_the_ad_is_told_and_ones_own_is_not() -> None:
    client = ready()
    name = Establishment.objects.get().name
    assert "The ad names" not in read(client, pasted(client, f"Employer: {name}\nPosition: Seamstress"))
    assert "The ad names Silk Road LLC" in read(client, pasted(client, "Employer: Silk Road LLC\nPosition: Cook"))


@pytest.mark.django_db
def test_pay_in_another_currency_is_told_and_not_taken_as_som() -> None:
    client = ready()
    html = read(client, pasted(client, "Seamstress wanted. Pay 700 USD a month."))
    assert "another currency: 700 USD" in html
    assert "Pay: " not in html


@pytest.mark.django_db
def test_a_text_that_says_nothing_is_kept_and_leads_on() -> None:
    client = ready()
    draft = pasted(client, "Come and see us.")
    assert "We found neither title nor pay nor place" in read(client, draft)
    assert client.post(draft, {}).headers["Location"].endswith("/work")
    assert Draft.objects.get().values["description"] == "<p>Come and see us.</p>"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " \n ", "x" * 20_001])
def test_no_text_or_too_much_of_it_begins_no_draft(text: str) -> None:
    client = ready()
    answer = client.post("/en/vacancies/pasted", {"text": text, "text_language": "en"})
    assert answer.status_code == 400
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_markup_in_a_pasted_ad_is_shown_as_it_is_written() -> None:
    client = ready()
    html = read(client, pasted(client, "Title: <script>alert(1)</script>\nPay: 30 000 som"))
    assert "<script>alert(1)" not in html


@pytest.mark.django_db
def test_the_draft_of_another_is_not_there() -> None:
    draft = pasted(ready(), "Seamstress wanted in Karakol.")
    assert people.signed_in(cast.BAKYT).get(draft).status_code == 404


def ready() -> Client:
    """Return Aida's client, with a town that has a Russian name and a skill that can be recognised."""
    firm()
    PlaceName.objects.get_or_create(
        place=Place.objects.get(code="test-karakol"),
        language="ru",
        text="Каракол",
        folded=fold("Каракол"),
        preferred=True,
    )
    skill()
    return people.signed_in(cast.AIDA)


def skill() -> Concept:
    made, fresh = Concept.objects.get_or_create(
        id=uuid.UUID(int=7), defaults={"uri": "urn:test:mending", "kind": "skill", "source": "test"}
    )
    if fresh:
        Label.objects.create(concept=made, language="en", kind="preferred", text="mend shirts", folded="mend shirts")
    return made


def pasted(client: Client, text: str) -> str:
    answer = client.post("/en/vacancies/pasted", {"text": text, "text_language": "en"})
    assert answer.status_code == 302
    return answer.headers["Location"]


def _pay(pay: Any) -> tuple[PayKind, Any, Any]:
    return pay.kind, pay.low, pay.high
