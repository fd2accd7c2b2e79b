"""Numbers of persons and enterprises: public ones pass, a wrong digit does not."""

from dataclasses import FrozenInstanceError

import pytest

from firststop.core.identifiers import Checked, Reason, check

pytestmark = pytest.mark.row("E-01")
#: Public numbers of public bodies and firms, and examples of the registers themselves.
VERIFIED = [
    ("ru-inn", "7113067263", "7113067263"),
    ("ru-inn", "7707083893", "7707083893"),
    ("ru-inn", "500100732259", "500100732259"),
    ("ru-ogrn", "1077142000650", "1077142000650"),
    ("ru-ogrn", "1027700132195", "1027700132195"),
    ("ru-ogrn", "304500116000157", "304500116000157"),
    ("no-orgnr", "889 640 782", "889640782"),
    ("no-orgnr", "923609016", "923609016"),
    ("se-orgnr", "556961-6161", "5569616161"),
    ("se-orgnr", "202100-2114", "2021002114"),
    ("fr-siren", "552 032 534", "552032534"),
    ("fr-siret", "732 829 320 00074", "73282932000074"),
    ("de-vat", "DE 136695976", "DE136695976"),
    ("sg-uen", "197401143c", "197401143C"),
    ("sg-uen", "S16FC0121D", "S16FC0121D"),
    ("xx-reg", "12345-5", "123455"),
]

#: Without a published check digit nobody may say that they are right.
FORMAT_ONLY = [
    ("ru-kpp", "711301001", "711301001", Reason.NO_CHECK_DIGIT),
    ("ru-kpp", "7736 0A001", "77360A001", Reason.NO_CHECK_DIGIT),
    ("de-hr", "Aachen  HRA 11223", "Aachen HRA 11223", Reason.NO_CHECK_DIGIT),
    ("kg-pin", "2 01011990 00001", "20101199000001", Reason.NO_CHECK_DIGIT),
    ("kg-inn", "00807199510053", "00807199510053", Reason.NO_CHECK_DIGIT),
    ("kg-okpo", "21589420", "21589420", Reason.NO_CHECK_DIGIT),
    ("kg-okpo", "\uff12\uff11589420", "21589420", Reason.NO_CHECK_DIGIT),
    ("is-kennitala", "  450401-3150 ", "450401-3150", Reason.UNKNOWN_SCHEME),
    ("kg-passport", "AN 123", "AN 123", Reason.UNKNOWN_SCHEME),
    ("", "A/7", "A/7", Reason.UNKNOWN_SCHEME),
    ("../etc-passwd", "7", "7", Reason.UNKNOWN_SCHEME),
]

INVALID = [
    ("ru-inn", "711306726", Reason.LENGTH),
    ("ru-inn", "71130672б3", Reason.CHARACTERS),
    ("ru-ogrn", "107714200065", Reason.LENGTH),
    ("ru-ogrn", "0077142000650", Reason.COMPONENT),
    ("ru-ogrn", "104500116000157", Reason.COMPONENT),
    ("ru-ogrn", "10771420OO650", Reason.CHARACTERS),
    ("ru-kpp", "71130100", Reason.LENGTH),
    ("ru-kpp", "7113-XX-YYY", Reason.CHARACTERS),
    ("no-orgnr", "88964078", Reason.LENGTH),
    ("se-orgnr", "55696161611", Reason.LENGTH),
    ("kg-pin", "2010119900000", Reason.LENGTH),
    ("kg-pin", "2010119900000A", Reason.CHARACTERS),
    ("kg-inn", "00000000000000", Reason.COMPONENT),
    ("kg-okpo", "2158942", Reason.LENGTH),
    ("xx-reg", "123", Reason.LENGTH),
    ("xx-reg", "12345x", Reason.CHARACTERS),
    ("ru-inn", "", Reason.EMPTY),
    ("nobody-knows", " \u00a0 ", Reason.EMPTY),
]


@pytest.mark.parametrize(("scheme", "value", "stored"), VERIFIED)
def test_public_numbers_are_verified(scheme: str, value: str, stored: str) -> None:
    assert check(scheme, value) == Checked(scheme, stored, "verified", Reason.OK)


@pytest.mark.parametrize(("scheme", "value", "stored"), VERIFIED)
def test_any_other_last_digit_is_refused(scheme: str, value: str, stored: str) -> None:
    place = max(i for i, sign in enumerate(stored) if sign.isdigit())
    for digit in "0123456789":
        if digit != stored[place]:
            wrong = check(scheme, stored[:place] + digit + stored[place + 1 :])
            assert (wrong.verdict, wrong.reason) == ("invalid", Reason.CHECK_DIGIT)


@pytest.mark.parametrize(("scheme", "value", "stored", "reason"), FORMAT_ONLY)
def test_numbers_without_a_check_are_never_called_verified(
    scheme: str, value: str, stored: str, reason: Reason
) -> None:
    assert check(scheme, value) == Checked(scheme, stored, "format_only", reason)


@pytest.mark.parametrize(("scheme", "value", "reason"), INVALID)
def test_a_wrong_number_says_what_is_wrong(scheme: str, value: str, reason: Reason) -> None:
    answer = check(scheme, value)
    assert (answer.verdict, answer.reason) == ("invalid", reason)


@pytest.mark.parametrize("number", ["304173933181920", "304782158046072", "304695600494472"])
def test_entrepreneurs_whose_division_leaves_ten_or_more_are_not_refused(number: str) -> None:
    assert int(number[:-1]) % 13 >= 10
    assert check("ru-ogrn", number).verdict == "verified"


def test_a_checked_number_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        check("ru-inn", "7707083893").verdict = "invalid"  # type: ignore[misc]
