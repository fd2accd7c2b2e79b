"""The fields of the index and how a vacancy becomes a document of it.

FORMAT is part of the folder's name: change it with every change here or in the terms (words, core.scripts), and an
index of the old form is left alone and a new one is filled.
"""

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import tantivy

from firststop.vacancies.search import geo, words
from firststop.vacancies.search.documents import Group, SearchDocument

FORMAT = 2
#: Text fields, nearest to the heart of an ad first.
ZONES = ("title", "occupation_words", "place_names", "skill_words", "employer", "description")
PHRASED = ("title", "employer", "description")
BY_DATE, BY_PAY, BY_ID = "by_date", "by_pay", "by_id"
_NUMBERS = ("published", "modified", "pay", "hours_min", "hours_max", "apply_by", "openings", BY_DATE, BY_PAY, BY_ID)
#: Documents of a kind: ads, and the one that says how far the change log was read.
AD, MARK = "ad", "mark"
PAY_KNOWN = "pay_known"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE_BITS, _PAY_BITS = 31, 23
_MOST_PAY = (1 << 40) - 1


class Shown(NamedTuple):
    """What is kept of an ad to order it and to mark words in it."""

    id: str
    version: int
    title: str
    employer: str
    places: tuple[str, ...]
    points: tuple[geo.Point, ...]


def build() -> tantivy.Schema:
    """Return the schema. Numbers are fast columns; codes are single terms and fast columns; texts are terms only."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ZONES:
        option = "position" if name in PHRASED else "basic"
        builder.add_text_field(name, tokenizer_name="terms", index_option=option)
    builder.add_text_field("point", tokenizer_name="terms", index_option="basic")
    for name in (*Group, PAY_KNOWN):
        builder.add_text_field(str(name), fast=True, tokenizer_name="raw", index_option="basic")
    for name in _NUMBERS:
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def register(index: tantivy.Index) -> tantivy.Index:
    """Give the index its tokenizer (fields come as terms, one blank apart); it changes for readers at reload only."""
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", whole)
    index.config_reader("manual")
    return index


def to_minor(amount: Decimal) -> int:
    """Return an amount in hundredths of its unit, halves up; what is over 10 milliards counts as that."""
    return min(int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP)), _MOST_PAY)


def to_micros(at: datetime) -> int:
    """Return an aware moment in microseconds since 1970; ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("times in the index are aware")
    return max((at - _EPOCH) // timedelta(microseconds=1), 0)


def document(ad: SearchDocument, schema: tantivy.Schema) -> tantivy.Document:
    """Return the index document of a vacancy."""
    thorough = not ad.language.startswith("ru")
    return tantivy.Document.from_dict(
        {
            "id": ad.id, "kind": AD,
            "title": words.text_values(ad.title, thorough=True),
            "occupation_words": words.label_terms(ad.occupation_words),
            "place_names": words.label_terms(ad.place_names),
            "skill_words": words.label_terms(ad.skill_words),
            "employer": words.text_values(ad.employer, thorough=True),
            "description": words.text_values(ad.description, thorough=thorough),
            "point": " ".join(geo.terms(ad.points)),
            **{group.value: list(ad.values_of(group)) for group in Group},
            PAY_KNOWN: "no" if _top_pay(ad) is None else "yes",
            "shown": _shown(ad),
            **_numbers(ad),
        },
        schema,
    )  # fmt: skip


def mark(cursor: str, schema: tantivy.Schema) -> tantivy.Document:
    """Return the document that remembers how far the change log was read."""
    return tantivy.Document.from_dict({"kind": MARK, "shown": cursor.encode()}, schema)


def read_shown(document: tantivy.Document) -> Shown:
    """Return what is kept of an ad."""
    key, version, title, employer, names, points = json.loads(bytes(document["shown"][0]))
    return Shown(key, version, title, employer, tuple(names), tuple((lat, lon) for lat, lon in points))


def read_mark(document: tantivy.Document) -> str:
    """Return the cursor that `mark` kept."""
    return bytes(document["shown"][0]).decode()


def first_bits(key: str, bits: int = 64) -> int:
    """Return the first bits of an id. A sort key that ends in them orders ties by id, but for one in millions."""
    return uuid.UUID(key).int >> (128 - bits)


def days(on: date) -> int:
    """Return the number of a date."""
    return on.toordinal()


def _top_pay(ad: SearchDocument) -> Decimal | None:
    return ad.pay_max if ad.pay_max is not None else ad.pay_min


def _numbers(ad: SearchDocument) -> dict[str, int]:
    published, top = to_micros(ad.published_at), _top_pay(ad)
    pay = None if top is None else to_minor(top)
    optional = {
        "pay": pay,
        "hours_min": ad.hours_min if ad.hours_min is not None else ad.hours_max,
        "hours_max": ad.hours_max if ad.hours_max is not None else ad.hours_min,
        "apply_by": None if ad.apply_by is None else days(ad.apply_by),
    }
    return {
        "published": published,
        "modified": to_micros(ad.modified_at),
        "openings": ad.openings,
        BY_DATE: (published // 1_000_000 << _DATE_BITS) | first_bits(ad.id, _DATE_BITS),
        BY_PAY: ((0 if pay is None else pay + 1) << _PAY_BITS) | first_bits(ad.id, _PAY_BITS),
        BY_ID: first_bits(ad.id),
        **{name: value for name, value in optional.items() if value is not None},
    }


def _shown(ad: SearchDocument) -> bytes:
    kept = (ad.id, ad.version, ad.title, ad.employer, ad.place_names, [geo.rounded(point) for point in ad.points])
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
