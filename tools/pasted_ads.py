"""Real ads of other services, as records with their texts, from where they lie beside the project.

``tools/pasted_figures.py`` measures on them how well pasted ads are read, ``tools/skill_figures.py`` how many skills
are found in them.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import parse

ROOT = Path(__file__).resolve().parent.parent
FEEDS = ROOT.parent / "shared" / "data" / "feeds"
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|h\d|ul)>", re.IGNORECASE)
#: A text of fewer letters stands for one that was left out.
_SHORTEST = 40
_EURES = ("DocumentID", "PositionTitle", "OrganizationName", "CityName", "Content")


@dataclass(frozen=True, slots=True)
class Ad:
    """One ad: what its record states, and its page as lines above a text. What a record does not state is empty."""

    source: str
    id: str
    title: str
    employer: str = ""
    places: tuple[str, ...] = ()
    pay: tuple[Decimal | None, Decimal | None] = (None, None)
    above: list[str] = field(default_factory=list)
    text: str = ""
    names_skills: bool = False

    @property
    def kept_back(self) -> bool:
        """Whether the ad belongs to the half that nobody reads while signs are written."""
        return sha256(f"{self.source} {self.id}".encode()).digest()[0] % 2 == 1

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
        asked = [(record.get(name) or {}).get("skills") for name in ("must_have", "nice_to_have")]
        yield Ad(
            "jobtech", record["id"], record["headline"], employer["name"], (town,) if town else (),
            above=[record["headline"], employer["name"], occupation, f"Kommun: {town}" if town else ""],
            text=_plain(record["description"]["text"]), names_skills=any(asked),
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
                "trudvsem", found["id"], title, found["company"]["name"], _towns(address), (low, high),
                above=[title, _pay(low, high, "руб."), found["company"]["name"], address],
                text=f"Обязанности\n{_plain(duty)}\nТребования\n{_plain(demands)}",
                names_skills=bool(found.get("skills")),
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
            "hh", record["id"], record["name"], record["employer"]["name"], (record["area"]["name"],), (low, high),
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
        names = [" ".join(str(name).split()) for name in named if isinstance(name, str)]
        places = tuple(part for name in names for part in re.split(r"(?<=län) ", name))
        yield Ad(
            "schema.org", record["url"], " ".join(record["title"].split()), employer, places,
            above=[record["title"], employer, ", ".join(reversed(places))], text=_plain(record["description"]),
            names_skills=bool(record.get("skills")),
        )  # fmt: skip


def nav() -> Iterator[Ad]:
    """Yield the ads of the Norwegian service: title, employer, place, text. Ads whose text was left out are skipped."""
    read = [*_records("nav-feed", "content"), *_records("nav-import", "")]
    for record in read:
        more = record["properties"]
        text = _plain(more.get("adtext") or record.get("adText"))
        if len(text) < _SHORTEST:
            continue
        where = (record.get("locationList") or [{}])[0]
        towns = tuple(dict.fromkeys(name for key in ("city", "municipal") if (name := where.get(key))))
        firm = record.get("employer") or {}
        employer = more.get("employer") or firm.get("name") or firm.get("businessName") or ""
        yield Ad(
            "nav", record["reference"], record.get("title", ""), employer, towns,
            above=[record.get("title", ""), employer, ", ".join(towns[:1])], text=text,
        )  # fmt: skip


def eures() -> Iterator[Ad]:
    """Yield the Swedish ad that came through the European service; the others hold a link in place of a text."""
    root = parse(FEEDS / "eures" / "se_892046.xml").getroot()  # noqa: S314 - a file that lies beside the project
    said = {name: root.findtext(f".//{{*}}{name}", "").strip() for name in _EURES}
    number, title, employer, town, text = (said[name] for name in _EURES)
    yield Ad("eures", number, title, employer, (town,), above=[title, employer, town], text=_plain(text))


SOURCES: tuple[Callable[[], Iterator[Ad]], ...] = (trudvsem, hh, jobtech, schema_org, nav, eures)


def _records(folder: str, key: str) -> Iterator[dict[str, Any]]:
    for path in sorted((FEEDS / folder).glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        yield from read.get(key, [read] if "id" in read else []) if isinstance(read, dict) else read


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
