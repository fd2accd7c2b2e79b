"""Tables of accounts."""

from firststop.accounts.models.account import Account
from firststop.accounts.models.api_key import ApiKey
from firststop.accounts.models.consent import Consent
from firststop.accounts.models.organisation import Membership, Organisation
from firststop.accounts.models.second_factor import SecondFactorReset

__all__ = ["Account", "ApiKey", "Consent", "Membership", "Organisation", "SecondFactorReset"]
