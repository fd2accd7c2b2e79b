"""Feeds: ads from other job boards, fetched, mapped (pure), compared and decided; one folder a source.

Owns: the register of sources, reading their files safely, what each field means, what becomes of each record, reports.
Refuses: the database; `vacancies.services` writes what was decided here.

A source is a folder with `fetch` (`find_records`: the records in a document) and `map` (`map_record`: one record into
the fields of the vacancy record, with a note for whatever was not understood), and its foreign lists in `lists.yaml`.
"""

from firststop.vacancies.feeds import jobtech, trudvsem
from firststop.vacancies.feeds.deciding import Decision, ExistingVersion, Expected, Terms, decide
from firststop.vacancies.feeds.mapping import Mapped, map_raw
from firststop.vacancies.feeds.notes import Note
from firststop.vacancies.feeds.records import Feed, RawRecord, read_records
from firststop.vacancies.feeds.summary import Summary, line_of, report_of

FEEDS: dict[str, Feed] = {feed.provider: feed for feed in (trudvsem.FEED, jobtech.FEED)}

__all__ = [
    "FEEDS",
    "Decision",
    "ExistingVersion",
    "Expected",
    "Feed",
    "Mapped",
    "Note",
    "RawRecord",
    "Summary",
    "Terms",
    "decide",
    "line_of",
    "map_raw",
    "read_records",
    "report_of",
]
