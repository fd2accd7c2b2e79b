"""Accounts as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, organisations, memberships."""

    name = "firststop.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the address book, and say how long our tables are kept."""
        from firststop.accounts import queries
        from firststop.core.messages import AddressBook, use_address_book
        from firststop.core.retention import Kept, declare_kept

        use_address_book(AddressBook(reach=queries.reach, whose_number=queries.whose_number))
        while_account = _("As long as your account exists")
        declare_kept(
            Kept("accounts.Account", _("To let you sign in and to reach you"), while_account, personal=True),
            Kept("accounts.Organisation", _("To know for whom people act"), _("As long as it has members")),
            Kept("accounts.Membership", _("To know for whom you may act"), while_account, personal=True),
            Kept("accounts.Consent", _("To prove what you agreed to"), while_account, personal=True),
            Kept("accounts.ApiKey", _("To let programs act for an organisation"), _("Until a year after it ends"), due="delete_on"),
            Kept("accounts.SecondFactorReset", _("To help you when you lost your second factor"), _("30 days"), due="delete_on", personal=True),
        )  # fmt: skip
