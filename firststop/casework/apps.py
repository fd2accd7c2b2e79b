"""Casework as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    """Offices, tasks, clients."""

    name = "firststop.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept, why the desk reads a number, and where the desk is."""
        from firststop.accounts.services import name_purposes, name_records, register_export, register_home
        from firststop.casework import panels
        from firststop.casework.services import CALL, PHONE, SHARING, WHOSE
        from firststop.core import panels as places
        from firststop.core.held import rows_about
        from firststop.core.retention import Kept, declare_kept

        declare_kept(
            Kept("casework.Office", _("To know who is responsible for a place"), _("As long as the office exists")),
            Kept("casework.Catchment", _("To know who is responsible for a place"), _("As long as the office exists")),
            Kept(
                "casework.Assignment",
                _("To know who works where"),
                _("As long as somebody works there"),
                personal=True,
                whose="account",
            ),
            Kept(
                "casework.Client",
                _("So that one counsellor knows you"),
                _("As long as you look for work with us"),
                personal=True,
                whose="person",
            ),
            Kept(
                "casework.Task",
                _("To do what you asked in time, and to show whether we did"),
                _("As long as what it is about"),
            ),
        )
        register_home(panels.home)
        register_export("counselling", lambda person: rows_about(person, "casework.Client"))
        register_export("offices", lambda person: rows_about(person, "casework.Assignment"))
        name_purposes(
            {
                CALL: _("We called you because a question waited for your answer"),
                SHARING: _("We looked for a counsellor who has time for you"),
            }
        )
        name_records({PHONE: _("Your name and phone number"), WHOSE: _("Your name and who your counsellor is")})
        places.register("account.home", panels.to_desk, order=1)
        places.register("contact.ways", panels.to_reach, order=10)
