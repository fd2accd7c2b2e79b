"""Work in Russia (trudvsem.ru): open data API v1 and the bulk file by district."""

from firststop.vacancies.feeds.records import Feed
from firststop.vacancies.feeds.trudvsem.fetch import LISTS, find_records
from firststop.vacancies.feeds.trudvsem.map import map_record

FEED = Feed("trudvsem", LISTS, find_records, map_record)
