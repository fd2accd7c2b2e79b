"""Register numbers of invented enterprises."""

import random

from firststop.core.country import CountryPack
from firststop.core.identifiers import check

#: For a country whose numbers cannot be made of digits alone.
PLAIN = "demo"
#: How many digits a number may have, the likeliest first, and how often each length is tried for a check digit.
LENGTHS, TRIES = (14, *range(5, 14), 15, 16), 300


def draw_number(pack: CountryPack, draw: random.Random, given: set[str]) -> tuple[str, str]:
    """Return the country's scheme for enterprises and a number that fits it, none of those that were `given` before."""
    for scheme in (scheme.code for scheme in pack.number_schemes if scheme.of == "enterprise"):
        for length in LENGTHS * TRIES:
            number = str(draw.randint(10 ** (length - 1), 10**length - 1))
            if number not in given and check(scheme, number).verdict != "invalid":
                given.add(number)
                return scheme, number
    given.add(number := str(len(given) + 1))
    return PLAIN, number
