"""Vacancies over HTTP: `reading` is open to everybody, `writing` needs a key."""

from firststop.vacancies.api import reading, writing
from firststop.vacancies.api.router import router

__all__ = ["reading", "router", "writing"]
