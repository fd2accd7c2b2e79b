"""Tables of employers."""

from firststop.employers.models.acting import ActsFor
from firststop.employers.models.establishment import Establishment
from firststop.employers.models.register import RegisterRow
from firststop.employers.models.requests import ServiceRequest
from firststop.employers.models.verification import Proof

__all__ = ["ActsFor", "Establishment", "Proof", "RegisterRow", "ServiceRequest"]
