"""Reading country packs: what they answer, and how a wrong file is named."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from firststop.core.country import PackError, available, load_pack, read_places
from firststop.core.country.pack import FOLDER, read_pack
from firststop.core.money import Money


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the example pack, to break."""
    return Path(shutil.copytree(FOLDER / "xx", tmp_path / "xx"))


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    def run(pack: Path) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert old in text
        (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return run


def test_the_packs_that_ship_are_found() -> None:
    assert {"kg", "xx"} <= set(available())


def test_a_pack_is_read_once() -> None:
    assert load_pack("kg") is load_pack("kg")


@pytest.mark.parametrize(("code", "hint"), [("KG", "did you mean 'kg'"), ("zz", "there are"), ("../kg", "no country")])
def test_an_unknown_country_gets_a_hint(code: str, hint: str) -> None:
    with pytest.raises(LookupError, match=hint):
        load_pack(code)


@pytest.mark.parametrize(
    ("breach", "where"),
    [
        (change("pack.yaml", "digits: 2", "digits: two"), r"xx/pack\.yaml, field currency\.digits: "),
        (change("pack.yaml", "code: NOK", "cod: NOK"), r"xx/pack\.yaml, field currency\.co"),
        (
            change("pack.yaml", "Europe/Oslo", "Europe/Osloo"),
            r"xx/pack\.yaml, field time_zone: name is not a zone",
        ),
        (change("pack.yaml", "state: en", "state: ky"), r"xx/pack\.yaml, field languages: `all` holds"),
        (
            change("pack.yaml", "  source: made up\n  names", "  names"),
            r"xx/pack\.yaml, field name\.source: Field required",
        ),
        (change("pack.yaml", "kind: demonstration", "kind: guess"), r"xx/pack\.yaml, field name\.kind: "),
        (change("pack.yaml", "name:", "name: ["), r"xx/pack\.yaml: this is not YAML"),
        (
            change("pay.yaml", 'low: "3000"', 'low: "9000"'),
            r"xx/pay\.yaml, field bands\.0: low is not above high",
        ),
        (change("exchange.yaml", '"2.00"', '"-2"'), r"xx/exchange\.yaml, field tables\.0\.rates\.EUR: "),
        (
            change("places.csv", "xx-n-mill,xx-n", "xx-n-mill,xx-w"),
            r"xx/places\.csv, row 5, field parent: .*'xx-w'",
        ),
        (change("places.csv", "60.30", "95"), r"xx/places\.csv, row 5, field lat: "),
        (change("places.csv", "60.30", ""), r"xx/places\.csv, row 5: lat and lon"),
        (change("places.csv", ",Dale,", ",,"), r"xx/places\.csv, row 7, field names: "),
        (change("places.csv", "xx-n,,region", "xx-n,xx-s,region"), r"row 2, field parent: a region"),
        (change("places.csv", "xx-n-mill,xx-n", "xx-n-mill,"), r"row 5, field parent: say what"),
        (
            change("places.csv", "xx-n-mill,xx-n", "xx-n-mill,xx-n-port"),
            r"row 5, field parent: a settlement does not",
        ),
        (
            change("places.csv", "xx-n-mill,", "xx-n-port,"),
            r"row 5, field code: 'xx-n-port' stands here twice",
        ),
        (change("places.csv", "2024-01-01,xx-s-hill", "2024-01-01,xx-gone"), r"row 7, field replaced_by: "),
        (change("places.csv", ",population", ",inhabitants"), r"row 1, field inhabitants: we do not know"),
        (change("places.csv", ",source", ""), r"row 1, field source: this column is missing"),
        (change("places.csv", "900,", "900"), r"row 5: the row has more or fewer cells"),
        (change("offices.csv", "xx-n-port", "xx-n-moon"), r"xx/offices\.csv, row 2, field place: "),
        (
            change("calendar.csv", "2026-05-01,no", "2026-05-01,maybe"),
            r"xx/calendar\.csv, row 3, field works: ",
        ),
        (change("calendar.csv", "2026-01-01", "01.01.2026"), r"xx/calendar\.csv, row 2, field day: "),
        (lambda pack: (pack / "places.csv").unlink(), r"xx/places\.csv: the file cannot be read"),
        (lambda pack: (pack / "pay.yaml").unlink(), r"xx/pay\.yaml: the file cannot be read"),
        (
            lambda pack: (pack / "places.csv").write_bytes(b"code\n\xff"),
            r"xx/places\.csv: the file cannot be read",
        ),
    ],
)
def test_an_error_names_file_row_and_field(copy: Path, breach: Callable[[Path], None], where: str) -> None:
    breach(copy)
    with pytest.raises(PackError, match=where):
        read_pack(copy)


def test_a_file_that_lies_right_here_is_called_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("villages.csv").write_text("code,parent,kind,name_en,source\nv-1,nowhere,settlement,Hill,test\n")
    assert str(read_places(Path("villages.csv")).errors[0]).startswith("villages.csv, row 2, field parent: ")


def test_a_pack_may_leave_out_calendar_and_offices(copy: Path) -> None:
    (copy / "calendar.csv").unlink()
    (copy / "offices.csv").unlink()
    pack = read_pack(copy)
    assert pack.offices == ()
    assert pack.holidays(2026) == ()


def test_a_national_list_of_2000_villages_is_read_with_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "villages.csv"
    districts = [place.code for place in load_pack("kg").places() if place.kind == "district"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["code", "parent", "kind", "name_ky", "name_ru", "lat", "lon", "source"])
        for i in range(2000):
            parent = "nowhere" if i == 700 else districts[i % len(districts)]
            out.writerow([f"v-{i}", parent, "settlement", f"Айыл {i}", "", "x" if i == 70 else "41.5", "74", "test"])
    table = read_places(path, known=dict.fromkeys(districts, "district"))
    assert (table.read, len(table.rows)) == (2000, 1998)
    assert [(error.row, error.field) for error in table.errors] == [(72, "lat"), (702, "parent")]
    assert table.rows[0].names == {"ky": "Айыл 0"}
    assert table.rows[0].population is None


def test_what_lies_in_a_refused_place_is_refused_too(copy: Path) -> None:
    change("places.csv", "xx-s,,region", "XX S,,region")(copy)
    table = read_places(copy / "places.csv")
    assert [row.code for row in table.rows] == ["xx-n", "xx-n-port", "xx-n-mill"]
    assert [error.row for error in table.errors] == [3, 6, 7]


def test_a_row_of_the_pack_wins_over_the_library(copy: Path) -> None:
    change("pack.yaml", "library: null", "library: 'NO'")(copy)
    pack = read_pack(copy)
    assert date(2026, 5, 17) in {holiday.day for holiday in pack.holidays(2026)}  # the library's
    names = {holiday.day: holiday.names for holiday in pack.holidays(2026)}
    assert names[date(2026, 5, 1)] == {"en": "Spring Day"}
    assert pack.calendar().is_working(date(2026, 5, 2))
    assert not pack.calendar().is_working(date(2026, 5, 4))


def test_a_closure_of_the_office_is_no_working_day() -> None:
    calendar = load_pack("xx").calendar(frozenset({date(2026, 5, 5)}))
    assert calendar.add_working_days(date(2026, 5, 2), 1) == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("country", "parts", "expected"),
    [
        ("kg", {"family": "Асанова", "given": "Айгүл", "patronymic": "Бакытовна"}, "Асанова Айгүл Бакытовна"),
        ("kg", {"family": "Асанова", "given": " Айгүл "}, "Асанова Айгүл"),
        ("kg", {"family": "", "given": "Айгүл"}, "Айгүл"),
        ("xx", {"family": "Asanova", "given": "Aigul", "patronymic": "Bakytovna"}, "Aigul Asanova"),
    ],
)
def test_names_are_said_in_the_order_of_the_country(country: str, parts: dict[str, str], expected: str) -> None:
    assert load_pack(country).format_name(**parts) == expected


@pytest.mark.parametrize(
    ("country", "written", "stored"),
    [
        ("kg", "0555 12-34-56", "+996555123456"),
        ("kg", "+996 (700) 123 456", "+996700123456"),
        ("kg", "996555123456", "+996555123456"),
        ("kg", "555123456", "+996555123456"),
        ("kg", "0312 62 41 40", "+996312624140"),
        ("kg", "+47 22 12 34 56", "+4722123456"),
        ("kg", "0555 12-34", None),
        ("kg", "не знаю", None),
        ("kg", "", None),
        ("kg", "4722123456", None),  # without a plus only our own country is guessed
        ("kg", "+996 555 123 456 доб. 12", None),
        ("xx", "22 12 34 56", "+4722123456"),
    ],
)
def test_telephone_numbers_are_stored_in_one_form(country: str, written: str, stored: str | None) -> None:
    assert load_pack(country).normalise_phone(written) == stored


def test_telephone_numbers_are_grouped_for_reading() -> None:
    assert load_pack("kg").display_phone("+996555123456") == "+996 555 123 456"
    assert load_pack("kg").display_phone("ask the shepherd") == "ask the shepherd"


@pytest.mark.parametrize(
    ("currency", "on", "rate"),
    [
        ("NOK", "2000-01-01", "1"),
        ("EUR", "2026-01-01", "2.00"),
        ("EUR", "2025-12-31", None),
        ("USD", "2026-06-01", None),
    ],
)
def test_a_rate_holds_from_its_day_on(currency: str, on: str, rate: str | None) -> None:
    assert load_pack("xx").rate(currency, date.fromisoformat(on)) == (None if rate is None else Decimal(rate))


def test_the_newest_rate_that_knows_the_currency_counts(copy: Path) -> None:
    newer = '\n  - {since: 2026-07-01, kind: demonstration, source: made up, rates: {USD: "1.50"}}\n'
    with (copy / "exchange.yaml").open("a", encoding="utf-8") as file:
        file.write(newer)
    pack = read_pack(copy)
    assert pack.in_own_currency(Money.of("10", "USD"), date(2026, 7, 1)) == Money.of("15.00", "NOK")
    assert pack.in_own_currency(Money.of("10", "EUR"), date(2026, 7, 1)) == Money.of("20.00", "NOK")
    assert pack.in_own_currency(Money.of("10", "USD"), date(2026, 6, 30)) is None


def test_the_minimum_wage_holds_from_its_day_on() -> None:
    pack = load_pack("kg")
    wage = pack.minimum_wage(date(2026, 11, 25))
    assert wage is not None
    assert wage.amount == Decimal("3280.00")
    assert pack.minimum_wage(date(2025, 12, 31)) is None
