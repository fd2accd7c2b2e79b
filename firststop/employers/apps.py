"""Employers as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    """Enterprises, proofs, requests."""

    name = "firststop.employers"
    label = "employers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept, name our queues, and stand on the desk and on an enterprise's home."""
        from firststop.accounts.services import register_export
        from firststop.casework.services import Queue, name_queue
        from firststop.core import panels as places
        from firststop.core.held import rows_about
        from firststop.core.retention import Kept, declare_kept
        from firststop.employers import panels
        from firststop.employers.policies import may_answer, may_decide_proofs
        from firststop.employers.services import proving, requesting

        declare_kept(
            Kept("employers.Establishment", _("To show who offers work"), _("As long as the enterprise exists")),
            Kept(
                "employers.ActsFor",
                _("To hide people from whoever acts for an employer"),
                _("As long as the enterprise exists"),
            ),
            Kept(
                "employers.Proof",
                _("To know that somebody speaks for an enterprise"),
                _("1 year"),
                due="delete_on",
                personal=True,
                whose="asked_by",
            ),
            Kept(
                "employers.RegisterRow",
                _("To fill in what the register says of an enterprise"),
                _("Until the next extract of the register"),
            ),
            Kept(
                "employers.ServiceRequest", _("To do what an enterprise asked"), _("As long as the enterprise exists")
            ),
        )
        register_export("proofs", lambda who: rows_about(who, "employers.Proof", without=("code_digest",)))
        name_queue(requesting.QUEUE, Queue(_("Requests of enterprises"), "employers:request", may_answer))
        name_queue(proving.QUEUE, Queue(_("Proofs to decide"), "employers:proof_case", may_decide_proofs))
        places.register("account.home", panels.next_step, order=5)
        places.register("account.ways", panels.ways, order=10)
        places.register("enterprise.page", panels.agencies, order=60)
        places.register("desk.queues", panels.requests_queue, order=20)
        places.register("desk.queues", panels.proofs_queue, order=30)
