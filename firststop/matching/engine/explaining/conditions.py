"""Rows about conditions: way, pay, hours, contract and start, each with its hard limit."""

from firststop.matching.engine.comparing import Comparison
from firststop.matching.engine.explaining.demands import scored
from firststop.matching.engine.explaining.parts import Row
from firststop.matching.engine.kernels import NOT_KNOWN
from firststop.matching.engine.keys import Message, RowKey, Verdict
from firststop.matching.engine.limits import kinds


def way_row(pair: Comparison) -> Row:
    """The way between the two nearest places against the person's radius; `from` names one of several of theirs."""
    key = RowKey.WAY
    values = {
        "metres": None if pair.shared.metres == NOT_KNOWN else pair.shared.metres,
        "radius_km": pair.person.radius_km,
        "from": pair.way_from,
        "would_move": pair.person.would_move,
        "has_place": bool(pair.person.places),
    }
    if pair.v.remote:
        if pair.crosses(key):
            return scored(pair, key, Message.WAY_REMOTE_NOT_WANTED, Verdict.OVER_LIMIT, **values)
        return scored(pair, key, Message.WAY_REMOTE, Verdict.FITS, **values)
    if pair.shared.metres == NOT_KNOWN:
        return scored(pair, key, Message.WAY_NOT_KNOWN, Verdict.UNKNOWN, **values)
    if pair.crosses(key):
        return scored(pair, key, Message.WAY_BEYOND, Verdict.OVER_LIMIT, **values)
    if pair.shared.metres > pair.p.radius:
        return scored(pair, key, Message.WAY_WOULD_MOVE, Verdict.PARTLY, **values)
    near = pair.shared.metres > 0 and pair.shared.metres * 100 >= pair.p.radius * (100 - pair.weights.near_limit)
    return scored(pair, key, Message.WAY_WITHIN, Verdict.NEAR_LIMIT if near else Verdict.FITS, **values)


def pay_row(pair: Comparison) -> Row:
    """The sure pay, and the top of the range, against the person's floor; what is sure says whether it is near."""
    key, person, vacancy = RowKey.PAY, pair.person, pair.vacancy
    values = {"floor": person.pay_floor, "pay_min": vacancy.pay_min, "pay_max": vacancy.pay_max}
    if pair.p.floor == 0:
        return scored(pair, key, Message.PAY_NOT_ASKED, Verdict.NOT_ASKED, **values)
    if pair.v.pay_top == 0:
        return scored(pair, key, Message.PAY_NOT_STATED, Verdict.UNKNOWN, **values)
    if pair.crosses(key):
        return scored(pair, key, Message.PAY_BELOW, Verdict.OVER_LIMIT, **values)
    near = pair.v.pay_low * 100 < pair.p.floor * (100 + pair.weights.near_limit)
    message = Message.PAY_ABOVE if pair.v.pay_low >= pair.p.floor else Message.PAY_PARTLY
    return scored(pair, key, message, Verdict.NEAR_LIMIT if near else Verdict.FITS, **values)


def schedule_row(pair: Comparison) -> Row:
    """Wished hours against offered ones."""
    said = (
        Message.SCHEDULE_NOT_ASKED, Message.SCHEDULE_NOT_STATED, Message.SCHEDULE_DIFFERS, Message.SCHEDULE_FITS
    )  # fmt: skip
    return _kinds_row(pair, RowKey.SCHEDULE, pair.person.schedules, pair.vacancy.schedules, said)


def contract_row(pair: Comparison) -> Row:
    """Wished contracts against offered ones."""
    said = (
        Message.CONTRACT_NOT_ASKED, Message.CONTRACT_NOT_STATED, Message.CONTRACT_DIFFERS, Message.CONTRACT_FITS
    )  # fmt: skip
    return _kinds_row(pair, RowKey.CONTRACT, pair.person.contracts, pair.vacancy.contracts, said)


def start_row(pair: Comparison) -> Row:
    """The first day that the person can against the first day of the work."""
    key, values = RowKey.START, {"ready": pair.person.start_from, "start": pair.vacancy.start}
    if pair.p.ready == 0:
        return scored(pair, key, Message.START_NOT_ASKED, Verdict.NOT_ASKED, **values)
    if pair.v.start == 0:
        return scored(pair, key, Message.START_NOT_STATED, Verdict.UNKNOWN, **values)
    late = pair.p.ready - pair.v.start
    if late <= 0:
        return scored(pair, key, Message.START_IN_TIME, Verdict.FITS, **values)
    if pair.crosses(key):
        return scored(pair, key, Message.START_TOO_LATE, Verdict.OVER_LIMIT, **values)
    near = late * 100 >= pair.weights.start_grace_days * (100 - pair.weights.near_limit)
    return scored(pair, key, Message.START_LATER, Verdict.NEAR_LIMIT if near else Verdict.PARTLY, **values)


def _kinds_row(
    pair: Comparison,
    key: RowKey,
    wished: frozenset[str],
    offered: frozenset[str],
    said: tuple[Message, Message, Message, Message],
) -> Row:
    not_asked, not_stated, differs, fits = said
    values = kinds(wished, offered)
    if not wished:
        return scored(pair, key, not_asked, Verdict.NOT_ASKED, **values)
    if not offered:
        return scored(pair, key, not_stated, Verdict.UNKNOWN, **values)
    if pair.crosses(key):
        return scored(pair, key, differs, Verdict.OVER_LIMIT, **values)
    return scored(pair, key, fits, Verdict.FITS, **values)
