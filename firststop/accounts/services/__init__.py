"""Writing accounts: sign-up, memberships, consent, keys, a lost second factor, one's own data."""

from firststop.accounts.homes import register_home
from firststop.accounts.purposes import name_fields, name_purposes, name_recipients, name_records
from firststop.accounts.services.accounts import create_account, set_language, set_name
from firststop.accounts.services.consents import give_consent, hold_consent, withdraw_consent
from firststop.accounts.services.founding import invite_first_administrator
from firststop.accounts.services.keys import hold_key, issue_key, revoke_key
from firststop.accounts.services.memberships import (
    accept_invitation,
    end_membership,
    hand_over,
    invite_member,
    register_organisation,
    resume_membership,
    suspend_membership,
)
from firststop.accounts.services.messages import answer_question, set_channel
from firststop.accounts.services.own_data import (
    erase_account,
    export_own_data,
    register_erasure,
    register_export,
    was_erased,
)
from firststop.accounts.services.rights import hold_right, hold_staff_right
from firststop.accounts.services.second_factor import ask_second_factor_reset, decide_second_factor_reset
from firststop.accounts.services.sessions import end_sessions
from firststop.accounts.services.tries import forget_tries, take_try

__all__ = [
    "accept_invitation",
    "answer_question",
    "ask_second_factor_reset",
    "create_account",
    "decide_second_factor_reset",
    "end_membership",
    "end_sessions",
    "erase_account",
    "export_own_data",
    "forget_tries",
    "give_consent",
    "hand_over",
    "hold_consent",
    "hold_key",
    "hold_right",
    "hold_staff_right",
    "invite_first_administrator",
    "invite_member",
    "issue_key",
    "name_fields",
    "name_purposes",
    "name_recipients",
    "name_records",
    "register_erasure",
    "register_export",
    "register_home",
    "register_organisation",
    "resume_membership",
    "revoke_key",
    "set_channel",
    "set_language",
    "set_name",
    "suspend_membership",
    "take_try",
    "was_erased",
    "withdraw_consent",
]
