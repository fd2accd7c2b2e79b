"""Writing employers: registering, proving, asking the service."""

from firststop.employers.services.acting import begin_acting, end_acting
from firststop.employers.services.proving import (
    ask_proof,
    confirm_code,
    decide_proof,
    end_proofs,
    trust_establishment,
    write_letter,
)
from firststop.employers.services.registering import (
    found_enterprise,
    name_from_feed,
    note_register_facts,
    register_establishment,
    register_unit,
)
from firststop.employers.services.requesting import answer_request, ask_service, close_request
from firststop.employers.services.sizing import state_size

__all__ = [
    "answer_request",
    "ask_proof",
    "ask_service",
    "begin_acting",
    "close_request",
    "confirm_code",
    "decide_proof",
    "end_acting",
    "end_proofs",
    "found_enterprise",
    "name_from_feed",
    "note_register_facts",
    "register_establishment",
    "register_unit",
    "state_size",
    "trust_establishment",
    "write_letter",
]
