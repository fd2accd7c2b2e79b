"""Placements as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacementsConfig(AppConfig):
    """Applications and invitations."""

    name = "firststop.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish our list and messages, say how long our tables are kept, and what we show on other pages."""
        from firststop.accounts.services import name_purposes, name_records, register_export
        from firststop.core import projections
        from firststop.core.closed_lists import ClosedList, publish_lists
        from firststop.core.held import rows_about
        from firststop.core.panels import register
        from firststop.placements import messages, panels, warning
        from firststop.placements.enums import RefusalReason
        from firststop.placements.queries import applies_for
        from firststop.vacancies.services import admit_readers

        _declare_kept()
        messages.declare()
        admit_readers(applies_for)
        publish_lists(ClosedList("application_refusal", RefusalReason.choices))
        projections.register(projections.Projection(warning.NAME, step=warning.step))
        register_export("applications", lambda person: rows_about(person, "placements.Application"))
        register_export("invitations", lambda person: rows_about(person, "placements.Invitation", without=("sent_by",)))
        name_purposes(
            {
                "application": _("You applied, or said yes to an invitation"),
                "shown": _("You let employers see your name"),
            }
        )
        name_records(
            {
                "contact": _("Your name and how to reach you"),
                "applications": _("Your applications"),
                "invitations": _("An invitation to you"),
            }
        )
        register("vacancy.actions", panels.actions, order=10)
        register("vacancy.own", panels.own, order=10)
        register("account.home", panels.firm, order=10)
        register("account.home", panels.unasked, order=11)
        register("account.state", panels.who_waits, order=10)
        register("page.navigation", panels.navigation, order=3)
        register("vacancies.mine", panels.without_vacancy, order=10)
        register("enterprise.page", panels.to_firm, order=20)
        register("matching.candidate", panels.candidate, order=10)
        register("matching.compared", panels.compared, order=10)
        register("matching.chosen", panels.invite_chosen, order=10)
        register("matching.candidate.actions", panels.invite_candidate, order=10)
        register("desk.call", panels.called_about, order=10)
        register("person.timeline", panels.of_client, order=20)
        register("jobseeker.next", panels.next_invitation, order=10)
        register("jobseeker.next", panels.next_meeting, order=20)
        register("jobseeker.home", panels.applications, order=20)


def _declare_kept() -> None:
    from firststop.core.retention import Kept, declare_kept

    declare_kept(
        Kept(
            "placements.Application",
            _("To bring you and a firm together"),
            _("2 years after the last step"),
            due="touched_at",
            years=2,
            personal=True,
            whose="person",
        ),
        Kept(
            "placements.Invitation",
            _("To let a firm ask you"),
            _("2 years after it was sent"),
            due="sent_at",
            years=2,
            personal=True,
            whose="person",
        ),
    )
