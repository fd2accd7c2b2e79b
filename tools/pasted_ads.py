"""How well pasted ads are read: real ads of other services, laid out as their pages show them, then their texts alone.

Called by ``make figures``; the ads are read from where they lie beside the project, and no word of them is printed.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from firststop.core.folding import fold
from firststop.vacancies.rules.pasted import AdReading, read_ad

ROOT = Path(__file__).resolve().parent.parent
FEEDS = ROOT.parent / "shared" / "data" / "feeds"
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|h\d|ul)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ad:
    """One ad: what its record states, and its page as lines above a text. What a record does not state is empty."""

    source: str
    title: str
    employer: str = ""
    places: tuple[str, ...] = ()
    pay: tuple[Decimal | None, Decimal | None] = (None, None)
    above: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def page(self) -> str:
        """The ad as somebody copies it from the page of its service."""
        return "\n".join([line for line in self.above if line] + ([self.text] if self.text else []))


def jobtech() -> Iterator[Ad]:
    """Yield the ads of the Swedish service as its page shows them: title, employer, occupation, municipality, text."""
    for record in _records("jobtech", "hits"):
        employer, place = record["employer"], record["workplace_address"]
        town = place.get("municipality") or place.get("city") or ""
        occupation = (record.get("occupation") or {}).get("label", "")
        yield Ad(
            "jobtech", record["headline"], employer["name"], (town,) if town else (),
            above=[record["headline"], employer["name"], occupation, f"Kommun: {town}" if town else ""],
            text=_plain(record["description"]["text"]),
        )  # fmt: skip


def trudvsem() -> Iterator[Ad]:
    """Yield the ads of the Russian service: title, pay, employer, address, then duties and demands."""
    for path in sorted((FEEDS / "trudvsem").glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        for found in read.get("vacancies") or [each["vacancy"] for each in read["results"]["vacancies"]]:
            title = found.get("job-name") or found["vacancy_name"]
            where = (found.get("addresses") or {}).get("address") or [{}]
            address = where[0].get("location") or found.get("vacancy_address_additional_info", "")
            low, high = _amount(found["salary_min"]), _amount(found["salary_max"])
            duty = found.get("duty") or found.get("position_responsibilities", "")
            demands = found.get("requirements") or found.get("position_requirements", "")
            yield Ad(
                "trudvsem", title, found["company"]["name"], _towns(address), (low, high),
                above=[title, _pay(low, high, "руб."), found["company"]["name"], address],
                text=f"Обязанности\n{_plain(duty)}\nТребования\n{_plain(demands)}",
            )  # fmt: skip


def hh() -> Iterator[Ad]:
    """Yield the ads of the Russian job board: title, pay, experience, employer, place, text."""
    for record in _records("hh", "items"):
        if not record.get("snippet"):
            continue
        paid = record["salary"] or {}
        low, high = _amount(paid.get("from")), _amount(paid.get("to"))
        money = {"RUR": "₽", "KZT": "₸", "BYR": "Br"}.get(paid.get("currency", ""), paid.get("currency", ""))
        snippet = record["snippet"]
        yield Ad(
            "hh", record["name"], record["employer"]["name"], (record["area"]["name"],), (low, high),
            above=[record["name"], _pay(low, high, money), record["employer"]["name"], record["area"]["name"],
                   record["schedule"]["name"]],
            text=f"Обязанности:\n{_plain(snippet['responsibility'])}\nТребования:\n{_plain(snippet['requirement'])}",
        )  # fmt: skip


def schema_org() -> Iterator[Ad]:
    """Yield ads that Swedish job boards mark as JobPosting: title, employer, place, text."""
    for record in json.loads((FEEDS / "schema-org" / "jobposting_sv_2020_part1.json").read_text(encoding="utf-8")):
        employer = (record.get("hiringOrganization") or {}).get("name", "")
        where = record.get("jobLocation") or []
        named = [each.get("address") or each.get("name") for each in (where if isinstance(where, list) else [where])]
        places = tuple(" ".join(str(name).split()) for name in named if isinstance(name, str))
        yield Ad(
            "schema.org", " ".join(record["title"].split()), employer, places,
            above=[record["title"], employer, ", ".join(reversed(places))], text=_plain(record["description"]),
        )  # fmt: skip


SOURCES: tuple[Callable[[], Iterator[Ad]], ...] = (trudvsem, hh, jobtech, schema_org)


def measured() -> str:
    """Return the table of `docs`: of how many ads that state it each fact was found."""
    ads = [ad for source in SOURCES for ad in source()]
    rows = ["| | title | pay | place | employer |", "|---|---|---|---|---|"]
    for name in dict.fromkeys(ad.source for ad in ads):
        mine = [ad for ad in ads if ad.source == name]
        rows.append(_row(f"{name}, pages ({len(mine)})", mine, lambda ad: ad.page, lambda _ad, _said: True))
    rows.append(_row(f"**all pages ({len(ads)})**", ads, lambda ad: ad.page, lambda _ad, _said: True))
    rows.append(_row("their texts alone, where the text says it", ads, lambda ad: ad.text, _says))
    return "\n".join(rows) + "\n"


def found(ad: Ad, reading: AdReading) -> dict[str, bool]:
    """Return for each fact that an ad states whether the first proposal is it."""
    facts = {"title": reading.title is not None and fold(reading.title.text) == fold(ad.title)}
    if ad.pay != (None, None):
        facts["pay"] = reading.pay is not None and _bounds(reading) == ad.pay
    if ad.places:
        facts["place"] = bool(reading.places) and _is_there(reading.places[0].text, ad.places)
    if ad.employer:
        facts["employer"] = reading.employer is not None and fold(reading.employer.text) == fold(ad.employer)
    return facts


def _row(name: str, ads: list[Ad], text: Callable[[Ad], str], stated: Callable[[Ad, str], bool]) -> str:
    counts: dict[str, list[bool]] = {"title": [], "pay": [], "place": [], "employer": []}
    for ad in ads:
        for fact, right in found(ad, read_ad(text(ad))).items():
            if stated(ad, fact):
                counts[fact].append(right)
    cells = [f"{sum(rights)} of {len(rights)}" + _share(rights) for rights in counts.values()]
    return f"| {name} | " + " | ".join(cells) + " |"


def _share(rights: list[bool]) -> str:
    return f" ({sum(rights) / len(rights):.0%})" if rights else ""


def _says(ad: Ad, fact: str) -> bool:
    """Whether the text alone says a fact in the words of the record."""
    folded = f" {fold(ad.text)} "
    if fact == "pay":
        return any(str(int(bound)) in ad.text.replace(" ", "") for bound in ad.pay if bound)
    said = {"title": [ad.title], "employer": [ad.employer], "place": list(ad.places)}[fact]
    return any(f" {fold(word)} " in folded for word in said)


def _bounds(reading: AdReading) -> tuple[Decimal | None, Decimal | None]:
    if reading.pay is None:
        return (None, None)
    return reading.pay.pay.low, reading.pay.pay.high


def _is_there(proposed: str, places: tuple[str, ...]) -> bool:
    mine = fold(proposed)
    return any(mine == fold(place) or f" {mine} " in f" {fold(place)} " for place in places)


def _records(folder: str, key: str) -> Iterator[dict[str, Any]]:
    for path in sorted((FEEDS / folder).glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        yield from read.get(key, [read] if "headline" in read else [])


def _towns(address: str) -> tuple[str, ...]:
    """Return the settlement of a Russian address as the register writes it: "г Ефремов", "Каргасок село"."""
    town = re.search(r"(?:^|, )(?:г ([\w-]+)|([\w-]+) село)", address)
    return (town[1] or town[2],) if town else (address,)


def _amount(value: object) -> Decimal | None:
    return Decimal(str(value)).quantize(Decimal("0.01")) if value else None


def _pay(low: Decimal | None, high: Decimal | None, money: str) -> str:
    bounds = [f"{word} {int(bound):,} ".replace(",", " ") for word, bound in (("от", low), ("до", high)) if bound]
    return "".join(bounds) + money if bounds else ""


def _plain(text: str | None) -> str:
    return html.unescape(re.sub(r"<[^<>]+>", " ", _BREAK.sub("\n", html.unescape(text or "")))).strip()


if __name__ == "__main__":
    print(measured())
