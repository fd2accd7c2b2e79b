"""Tables of accounts."""

from firststop.accounts.models.account import Account
from firststop.accounts.models.api_key import ApiKey
from firststop.accounts.models.consent import Consent
from firststop.accounts.models.erasure import ErasedAccount
from firststop.accounts.models.organisation import Membership, Organisation
from firststop.accounts.models.second_factor import SecondFactorReset
from firststop.accounts.models.signing_in import SignedIn, WrongTries

__all__ = [
    "Account",
    "ApiKey",
    "Consent",
    "ErasedAccount",
    "Membership",
    "Organisation",
    "SecondFactorReset",
    "SignedIn",
    "WrongTries",
]
