"""What the sign-in library says, in our words: errors, notes on top of a page, letters."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from firststop.core.refusals import Text

WRONG_CODE = _("This is not the code we sent. Look at it again, or ask for a new one.")
WRONG_APP_CODE = _("This code is not right. Your app shows a new one every 30 seconds.")
WRONG_PASSWORD = _("Number, address or password is not right. You can also sign in with a code.")
TAKEN = _("Another account has this number or address.")

ERRORS: dict[str, Text] = {
    "account_inactive": _("This account is closed."),
    "cannot_delete_authenticator": _("Your role needs the second factor."),
    "cannot_generate_recovery_codes": _("Set up the second factor first."),
    "cannot_remove_primary_email": _("Add another way to reach you first."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": WRONG_PASSWORD,
    "email_taken": TAKEN,
    "enter_current_password": _("Enter the password that you use now."),
    "incorrect_code": WRONG_CODE,
    "incorrect_password": _("This is not your password."),
    "invalid_login": _("Write a phone number or an e-mail address."),
    "missing_phone": _("Write a phone number."),
    "invalid_email": _("Write the whole e-mail address, such as name@mail.kg."),
    "missing_email": _("Write an e-mail address."),
    "invalid_phone": _("Write the whole phone number, such as %(example)s."),
    "phone_password_mismatch": WRONG_PASSWORD,
    "phone_taken": TAKEN,
    "rate_limited": _("That was a lot at once. Wait a minute, then try again."),
    "same_as_current": _("This is what we have already."),
    "select_only_one": _("Write either a number or an address."),
    "too_many_login_attempts": _("That was a lot at once. Wait a few minutes, then try again."),
    "unverified_email": _("Confirm your e-mail address first."),
    "username_password_mismatch": WRONG_PASSWORD,
}

NOTES: dict[str, Text] = {
    "account/messages/cannot_delete_primary_email.txt": ERRORS["cannot_remove_primary_email"],
    "account/messages/email_confirmation_failed.txt": TAKEN,
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/email_deleted.txt": _("Your e-mail address is removed."),
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/password_changed.txt": _("Your new password works from now on."),
    "account/messages/password_set.txt": _("Your new password works from now on."),
    "account/messages/phone_verified.txt": _("Your phone number is confirmed."),
    "mfa/messages/totp_activated.txt": _("The second factor works from now on."),
    "mfa/messages/totp_deactivated.txt": _("The second factor is switched off."),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail: `text` may use the code."""

    subject: Text
    text: Text


_CODE = Letter(
    _("Your code for Firststop"),
    _("Your code is %(code)s. It works for 15 minutes. Tell nobody, not even us."),
)
LETTERS: dict[str, Letter] = {
    "account/email/login_code": _CODE,
    "account/email/email_confirmation": _CODE,
    "account/email/email_confirmation_signup": _CODE,
    "account/email/account_already_exists": Letter(
        _("You have an account at Firststop"),
        _("Somebody wanted to open an account with this address. You have one already: sign in. "
          "If you forgot the password, sign in with a code."),
    ),
    "account/email/unknown_account": Letter(
        _("No account at Firststop yet"),
        _("Somebody wanted to sign in with this address. No account has it. "
          "If it was you, open an account. If not, you need not do anything."),
    ),
    "account/email/email_changed": Letter(
        _("Your address at Firststop was changed"),
        _("From now on we write to another address. If it was not you, go to an employment office at once."),
    ),
}  # fmt: skip
