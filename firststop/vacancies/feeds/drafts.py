"""A draft: what a mapper made of one foreign record, before it is checked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from firststop.vacancies.feeds.notes import Path


@dataclass(slots=True)
class Draft:
    """Fields of the vacancy record by name, and where in the foreign record each came from.

    A removal says only that the ad is gone.
    """

    reference: str | None
    kind: Literal["upsert", "removal"] = "upsert"
    fields: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Path] = field(default_factory=dict)
    removed_at: datetime | None = None

    def put(self, name: str, value: Any, origin: Path) -> None:
        """Keep a value that says something; absent stays absent."""
        self.origins[name] = origin
        if value not in (None, "", []):
            self.fields[name] = value
