"""Tables of employers."""

from firststop.employers.models.establishment import Establishment
from firststop.employers.models.requests import ServiceRequest
from firststop.employers.models.verification import Proof

__all__ = ["Establishment", "Proof", "ServiceRequest"]
