"""What is offered in a JobTech ad: contract, hours, start, and pay, of which only the kind is told."""

from datetime import date
from pathlib import Path

from firststop.core.folding import fold
from firststop.core.words import _
from firststop.vacancies.enums import PayKind
from firststop.vacancies.feeds.drafts import Draft
from firststop.vacancies.feeds.lists import foreign_lists, look_up
from firststop.vacancies.feeds.putting import put_mapped
from firststop.vacancies.feeds.source import Source

LISTS = Path(__file__).with_name("lists.yaml")
#: The usual kind of employment, whose duration decides whether it is permanent.
_USUAL = "vanlig anstallning"


def put_work(draft: Draft, source: Source) -> None:
    """Keep openings, contract, hours, start and pay."""
    openings = source.whole("number_of_vacancies")
    if openings is not None and openings < 1:
        source.notes.warn("range.openings", ("number_of_vacancies",), openings, _("At least one person is looked for."))
        openings = None
    draft.put("openings", openings, ("number_of_vacancies",))
    _put_contract(draft, source)
    _put_hours(draft, source)
    _put_start(draft, source)
    _put_pay(draft, source)


def _put_contract(draft: Draft, source: Source) -> None:
    kind, duration = source.text("employment_type", "label"), source.text("duration", "label")
    draft.put("duration", duration, ("duration", "label"))
    if kind is None:
        return
    if fold(kind) == _USUAL:
        code = look_up(LISTS, "contract_of_duration", duration) if duration else None
        origin: tuple[str, str] = ("duration", "label")
    else:
        code, origin = look_up(LISTS, "contract", kind), ("employment_type", "label")
    draft.put("contract", code, origin)
    if code is None and (duration or fold(kind) != _USUAL):
        said = f"{kind}, {duration}" if duration else kind
        source.notes.warn("unmapped.contract", origin, said, _("We do not know this kind of contract."))


def _put_hours(draft: Draft, source: Source) -> None:
    at = ("working_hours_type", "label")
    word = source.text(*at)
    if word and not put_mapped(draft, LISTS, word, at, "time_band", "schedule"):
        source.notes.warn("unmapped.schedule", at, word, _("We do not know this schedule."))
    low, high = source.amount("scope_of_work", "min"), source.amount("scope_of_work", "max")
    if high == 0:
        low = high = None  # A job of no hours is one whose hours nobody stated.
    draft.put("hours_percent_min", low, ("scope_of_work", "min"))
    draft.put("hours_percent_max", high, ("scope_of_work", "max"))
    remote = source.first(("remote_work",), ("remote",))
    if isinstance(source.value.get(str(remote[0])), bool):
        draft.put("remote", "full" if source.flag(*remote) else "none", remote)


def _put_start(draft: Draft, source: Source) -> None:
    words = source.text("access")
    if words is None:
        return
    try:
        draft.put("start_date", date.fromisoformat(words[:10]), ("access",))
    except ValueError:
        if set(fold(words).split()) & foreign_lists(LISTS)["at_once"].keys():
            draft.put("immediate", value=True, origin=("access",))
        else:
            source.notes.warn("unmapped.start_date", ("access",), words, _("We cannot tell when the work starts."))


def _put_pay(draft: Draft, source: Source) -> None:
    """JobTech tells the kind of pay in words and no amounts."""
    told = source.first(("salary_description",), ("salary_type", "label"))
    words = source.text(*told)
    draft.put("pay_text", words, told)
    draft.put("pay_kind", PayKind.BY_AGREEMENT_TEXT.value if words else None, told)
    if told == ("salary_description",):
        source.raw("salary_type")
