"""Accounts as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, organisations, memberships."""

    name = "firststop.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the address book, bring our panels, words and messages, and say how long our tables are kept."""
        from firststop.accounts import panels, queries, services
        from firststop.accounts.queries import own_record
        from firststop.accounts.services import own_data
        from firststop.core.messages import AddressBook, use_address_book
        from firststop.core.panels import declare, register

        use_address_book(AddressBook(reach=queries.reach, whose_number=queries.whose_number))
        for place in ("page.account", "signin.aside", "account.home", "account.state", "account.ways"):
            declare(place)
        register("page.account", panels.account, order=5)
        register("page.navigation", panels.navigation, order=1)
        register("page.not_found", panels.other_hats, order=10)
        register("account.home", panels.messages, order=12)
        services.register_export("account", own_record.account_record)
        services.register_export("looks", own_record.looks_record)
        services.register_export("messages", own_record.messages_record)
        services.register_export("drafts", own_record.drafts_record)
        services.register_export("kept_until", own_record.kept_record)
        services.register_export("second_factor_resets", own_record.resets_record)
        services.register_erasure("rows", own_data.erase_rows)
        services.name_purposes({"accounts.second_factor_reset": _("To give you back your second factor")})
        services.name_recipients(queries.organisation_names)
        services.name_records({"accounts.account": _("Your name")})
        _declare_messages()
        _declare_kept()


def _declare_messages() -> None:
    from firststop.accounts.services import notices
    from firststop.core.messages import MessageKind, declare_message
    from firststop.core.reads import watch_reads

    declare_message(
        MessageKind(
            notices.MEMBERSHIP_CHANGED,
            title=_("Your role in an organisation has changed"),
            text=_("An administrator has changed your role in an organisation."),
            sms=_("your role has changed. Sign in to see it."),
        )
    )
    declare_message(
        MessageKind(
            notices.SIGN_IN_CHANGED,
            title=_("The way you sign in has changed"),
            text=_("Your number, address, password or second factor has changed. Not you? Go to an office at once."),
            sms=_("your sign-in has changed. Not you? Go to an office."),
        )
    )
    declare_message(
        MessageKind(
            notices.MANY_READS,
            title=_("Somebody opens very many records"),
            text=_("One account of your organisation opened 200 people's records today. Find out why."),
            sms=_("an account of yours opens very many records. Look why."),
        )
    )
    watch_reads(notices.tell_many_reads)
    declare_message(
        MessageKind(
            notices.SECOND_FACTOR_REMOVED,
            title=_("Your second factor was removed"),
            text=_("Two members of staff removed your second factor. Not asked by you? Go to an office at once."),
            sms=_("second factor removed. Not you? Go to an office."),
        )
    )


def _declare_kept() -> None:
    from firststop.core.retention import Kept, declare_kept

    while_account = _("As long as your account exists")
    declare_kept(
        Kept(
            "accounts.Account",
            _("To let you sign in and to reach you"),
            _("As long as your account exists; a sign-up that you do not finish, 7 days"),
            due="unfinished_until",
            personal=True,
            whose="id",
        ),
        Kept("accounts.Organisation", _("To know for whom people act"), _("As long as it has members")),
        Kept("accounts.Membership", _("To know for whom you may act"), while_account, personal=True, whose="account"),
        Kept("accounts.Consent", _("To prove what you agreed to"), while_account, personal=True, whose="account"),
        Kept(
            "accounts.ApiKey",
            _("To let programs act for an organisation"),
            _("Until a year after it ends"),
            due="delete_on",
        ),
        Kept(
            "accounts.SecondFactorReset",
            _("To help you when you lost your second factor"),
            _("30 days"),
            due="delete_on",
            personal=True,
            whose="account",
        ),
        Kept(
            "accounts.SignedIn",
            _("So that you can sign out on all your devices"),
            _("As long as you are signed in, at most 14 days"),
            due="ends_at",
            personal=True,
            whose="account",
        ),
        Kept(
            "accounts.WrongTries",
            _("To stop people who guess codes and passwords"),
            _("2 days; holds no personal data"),
            due="delete_on",
        ),
        Kept(
            "accounts.ErasedAccount",
            _("To prove that an account was erased"),
            _("For ever; holds no personal data"),
        ),
    )
