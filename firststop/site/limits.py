"""What we promise about the service itself, which an office may order anew."""

from firststop.core.dated import Number

BARRIER = Number("site.barrier_days", 5, "working days within which we answer whoever met a barrier", most=60)
