"""Writing accounts: sign-up, memberships, consent, keys, a lost second factor."""

from firststop.accounts.services.accounts import create_account, set_language
from firststop.accounts.services.consents import give_consent, withdraw_consent
from firststop.accounts.services.keys import issue_key, revoke_key
from firststop.accounts.services.memberships import (
    accept_invitation,
    end_membership,
    hand_over,
    invite_member,
    register_organisation,
    resume_membership,
    suspend_membership,
)
from firststop.accounts.services.second_factor import ask_second_factor_reset, decide_second_factor_reset

__all__ = [
    "accept_invitation",
    "ask_second_factor_reset",
    "create_account",
    "decide_second_factor_reset",
    "end_membership",
    "give_consent",
    "hand_over",
    "invite_member",
    "issue_key",
    "register_organisation",
    "resume_membership",
    "revoke_key",
    "set_language",
    "suspend_membership",
    "withdraw_consent",
]
