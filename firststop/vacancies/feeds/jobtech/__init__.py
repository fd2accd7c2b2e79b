"""JobTech (Swedish public employment service): one ad, search answer, snapshot, stream with removals."""

from firststop.vacancies.feeds.jobtech.fetch import LISTS, find_records
from firststop.vacancies.feeds.jobtech.map import map_record
from firststop.vacancies.feeds.records import Feed

FEED = Feed("jobtech", LISTS, find_records, map_record)
