"""Reading the text of an ad that somebody pasted: what may be its title, employer, pay and place, and where it stands.

Proposals only, each with the characters that it comes from: a person accepts them or not. Three kinds of signs are
read, in this order: labels ("Зарплата: ..."), the short lines that stand above the text on every job board, and
sentences ("Требуется швея в цех"). The words are in ``signs.yaml``.
"""

from firststop.vacancies.rules.pasted.found import Found
from firststop.vacancies.rules.pasted.periods import period_of
from firststop.vacancies.rules.pasted.reading import AdReading, FoundPay, read_ad

__all__ = ["AdReading", "Found", "FoundPay", "period_of", "read_ad"]
