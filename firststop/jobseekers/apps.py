"""Jobseekers as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobseekersConfig(AppConfig):
    """Profiles and CVs."""

    name = "firststop.jobseekers"
    label = "jobseekers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how long our tables are kept, why profiles are read, and what we show on other pages."""
        from firststop.accounts.services import name_purposes, name_records, register_export, register_home
        from firststop.core.panels import register
        from firststop.jobseekers import messages, own_record, panels
        from firststop.jobseekers.services.calling import CALL_ME, CONTACT

        _declare_kept()
        name_purposes(
            {
                "jobseekers.counselling": _("Your counsellor looks for work with you"),
                CALL_ME: _("A firm that has your code wants to talk to you"),
            }
        )
        name_records({"jobseekers.profile": _("Your profile"), CONTACT: _("Your name and how to reach you")})
        messages.declare()
        register_home(panels.home)
        register_export("profile", own_record.profile_record)
        register_export("cvs", own_record.cvs_record)
        register("jobseeker.next", panels.next_questions, order=15)
        register("jobseeker.next", panels.next_cv, order=50)
        register("jobseeker.next", panels.next_wishes, order=60)
        register("jobseeker.next", panels.next_visibility, order=70)
        register("jobseeker.next", panels.next_news, order=80)
        register("account.home", panels.account_home, order=20)
        register("desk.queues", panels.desk_clients, order=5)
        register("desk.state", panels.clients_who_wait, order=5)
        register("page.navigation", panels.navigation, order=4)
        register("desk.queues", panels.calls, order=60)
        register("desk.queues", panels.giving, order=61)
        register("enterprise.page", panels.employer, order=50)
        register("home.work", panels.way_in, order=10)
        register("home.people", panels.people_here, order=10)


def _declare_kept() -> None:
    from firststop.core.retention import Kept, declare_kept
    from firststop.jobseekers.services.ending import KEPT_YEARS, last_use, tell_erased

    declare_kept(
        Kept(
            "jobseekers.Profile",
            _("To find work for you"),
            _("2 years after you last signed in or changed it"),
            due=last_use(),
            years=KEPT_YEARS,
            tell=tell_erased,
            personal=True,
            whose="person",
        ),
        *(
            Kept(
                f"jobseekers.{model}",
                purpose,
                _("As long as your profile"),
                due=last_use("profile__"),
                years=KEPT_YEARS,
                personal=True,
                whose="profile__person",
            )
            for model, purpose in (
                ("ProfileSkill", _("To find work for you")),
                ("ProfileOccupation", _("To find work for you")),
                ("NotToEmployer", _("To hide you from an employer")),
            )
        ),
        Kept(
            "jobseekers.CvFile",
            _("To read your skills from it"),
            _("1 year"),
            due="delete_on",
            personal=True,
            whose="profile__person",
        ),
    )
