"""Tables of employers."""

from firststop.employers.models.acting import ActsFor
from firststop.employers.models.establishment import Establishment
from firststop.employers.models.requests import ServiceRequest
from firststop.employers.models.verification import Proof

__all__ = ["ActsFor", "Establishment", "Proof", "ServiceRequest"]
