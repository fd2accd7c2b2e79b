"""Which reasons a firm may give for a no: those that can be true of what it is to the application (P-03)."""

from firststop.placements.enums import RefusalReason
from firststop.vacancies.queries import VacancyCard

#: Where an ad states one of these, the law sets a condition for the work; nobody fails one that was never stated.
_CONDITIONS = ("quota", "protected_groups", "lawful_grounds", "licences")
_OF_A_PLACE = frozenset({RefusalReason.POSITION_FILLED, RefusalReason.POSITION_WITHDRAWN})


def open_reasons(ad: VacancyCard | None) -> list[RefusalReason]:
    """Return the reasons that the firm of `ad` may choose from, in their order; None: it was applied to without one."""
    closed = _OF_A_PLACE if ad is None else frozenset()
    if ad is None or not any(ad.record.get(name) for name in _CONDITIONS):
        closed |= {RefusalReason.NOT_ELIGIBLE}
    return [reason for reason in RefusalReason if reason not in closed]
