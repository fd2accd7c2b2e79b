"""The international labour standards that the rules of wording stand on; a country's own law may ask for more."""

from dataclasses import dataclass

from firststop.core.words import _


@dataclass(frozen=True, slots=True)
class Law:
    """A convention of the International Labour Organization, or a recommendation (its parts are paragraphs)."""

    number: int
    part: str
    is_recommendation: bool = False

    def __str__(self) -> str:
        said = (
            _("ILO Recommendation No. %(number)s, paragraph %(part)s")
            if self.is_recommendation
            else _("ILO Convention No. %(number)s, article %(part)s")
        )
        return str(said) % {"number": self.number, "part": self.part}


_EQUALITY = Law(111, "1")
_NO_FEES = Law(181, "7")
LAWS = {
    "wording.age": Law(162, "3", is_recommendation=True),
    "wording.sex": _EQUALITY,
    "wording.origin": _EQUALITY,
    "wording.faith": _EQUALITY,
    "wording.looks": _EQUALITY,
    "wording.record": _EQUALITY,
    "wording.family": Law(156, "3"),
    "wording.pregnancy": Law(183, "9"),
    "wording.health": Law(159, "4"),
    "wording.union": Law(98, "1"),
    "wording.fee": _NO_FEES,
    "wording.paid_training": _NO_FEES,
    "wording.pay_floor": Law(131, "2"),
    "wording.unpaid": Law(95, "12"),
    "wording.disguised": Law(198, "4", is_recommendation=True),
    "wording.freedom": Law(29, "2"),
}
