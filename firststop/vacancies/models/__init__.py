"""Tables of vacancies."""

from firststop.vacancies.models.moderation import Appeal, Decision, ReaderReport
from firststop.vacancies.models.searches import SavedSearch, SentAlert
from firststop.vacancies.models.tables import TableFault, TableUpload
from firststop.vacancies.models.vacancy import Contact, Vacancy

__all__ = [
    "Appeal",
    "Contact",
    "Decision",
    "ReaderReport",
    "SavedSearch",
    "SentAlert",
    "TableFault",
    "TableUpload",
    "Vacancy",
]
