"""Vacancies as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VacanciesConfig(AppConfig):
    """Ads from draft to end."""

    name = "firststop.vacancies"
    label = "vacancies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept, name our queues, and let the worker keep the search index."""
        from firststop.accounts.services import register_erasure, register_export
        from firststop.casework.services import Queue, name_queue
        from firststop.core import panels as places
        from firststop.core import projections
        from firststop.core.closed_lists import ClosedList, publish_lists
        from firststop.core.moved import keeps_places
        from firststop.core.warming import warm
        from firststop.vacancies import enums, indexing, messages, own_data, panels, releasing
        from firststop.vacancies.models import SavedSearch
        from firststop.vacancies.policies import may_moderate
        from firststop.vacancies.rules.wording import read_patterns
        from firststop.vacancies.services.queues import QUEUES

        _declare_kept()
        for part, exporter in own_data.EXPORTERS.items():
            register_export(part, exporter)
        register_erasure("contacts", own_data.erase_contacts)
        projections.register(projections.Projection(releasing.NAME, step=releasing.step))
        projections.register(projections.Projection(indexing.NAME, step=indexing.step))
        keeps_places(SavedSearch, transaction="seen_transaction", entry="seen_entry")
        publish_lists(*(ClosedList(name, kind.choices) for name, kind in enums.LISTS.items()))
        places.register("home.doors", panels.door, order=10)
        places.register("home.doors", panels.employer_door, order=20)
        places.register("account.home", panels.own_home, order=15)
        places.register("enterprise.next", panels.employers_next, order=10)
        places.register("occupation.work", panels.of_occupation, order=10)
        places.register("enterprise.page", panels.of_employer, order=10)
        for name, word in QUEUES.items():
            name_queue(name, Queue(word, "vacancies:case", may_moderate))
        places.register("jobseeker.home.aside", panels.saved_searches, order=10)
        places.register("desk.queues", panels.moderation_queues, order=10)
        warm("vacancies.wording", read_patterns)
        messages.declare()


def _declare_kept() -> None:
    from firststop.core.retention import Kept, declare_kept

    work, ended = _("To show work to those who look for it"), _("5 years after it ended")
    declare_kept(
        Kept("vacancies.Vacancy", work, ended, due="ended_at", years=5),
        Kept(
            "vacancies.Contact",
            _("So that you can ask about a vacancy"),
            _("Until the vacancy ends"),
            personal=True,
        ),
        Kept("vacancies.Decision", _("To show why a vacancy was refused"), _("As long as the vacancy")),
        Kept("vacancies.Appeal", _("To decide when an employer disagrees"), _("As long as the vacancy")),
        Kept(
            "vacancies.ReaderReport",
            _("To look into what readers report"),
            _("1 year"),
            due="delete_on",
            personal=True,
            whose="by",
        ),
        Kept(
            "vacancies.SavedSearch",
            _("To send you new vacancies"),
            _("Until you delete the search"),
            personal=True,
            whose="person",
        ),
        Kept(
            "vacancies.SentAlert",
            _("To send no vacancy twice"),
            _("Until you delete the search"),
            personal=True,
            whose="search__person",
        ),
        Kept(
            "vacancies.TableUpload",
            _("To publish the vacancies of your table"),
            _("30 days; the file itself until its vacancies are in"),
            due="delete_on",
            personal=True,
            whose="by",
        ),
        Kept("vacancies.TableFault", _("To show what to correct in your table"), _("As long as the table")),
    )
