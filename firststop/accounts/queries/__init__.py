"""Reading accounts: who somebody is, how to reach them, for whom they act."""

from firststop.accounts.hats import (
    HAT,
    Hat,
    actor_of,
    has_second_factor,
    hat_of,
    hats_of,
    lacks_second_factor,
    open_hats,
)
from firststop.accounts.queries.consents import consents_of, has_consented, named_receipts
from firststop.accounts.queries.keys import KeyHolder, key_holder, keys_of
from firststop.accounts.queries.organisations import (
    accounts_with_role,
    members_of,
    organisation_name,
    organisation_names,
)
from firststop.accounts.queries.people import PersonName, account_at, name_of, names_of, reach, whose_number
from firststop.accounts.queries.reads import Look, looks_at

__all__ = [
    "HAT",
    "Hat",
    "KeyHolder",
    "Look",
    "PersonName",
    "account_at",
    "accounts_with_role",
    "actor_of",
    "consents_of",
    "has_consented",
    "has_second_factor",
    "hat_of",
    "hats_of",
    "key_holder",
    "keys_of",
    "lacks_second_factor",
    "looks_at",
    "members_of",
    "name_of",
    "named_receipts",
    "names_of",
    "open_hats",
    "organisation_name",
    "organisation_names",
    "reach",
    "whose_number",
]
