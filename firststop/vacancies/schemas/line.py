"""The whole vacancy record as it leaves us: one JSON object a line, every field there, null where not known."""

import json
import uuid
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from firststop.vacancies.enums import AdStatus
from firststop.vacancies.schemas.record import Moment, VacancyFields
from firststop.vacancies.schemas.texts import Plain

#: Names ads that came from a source for ever: the same source and reference have the same id on every machine.
_NAMESPACE = uuid.UUID("6f0f5e0c-6d0b-5c0e-9a53-2f4f2d5a7b10")
Identity = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class VacancyRecord(VacancyFields):
    """A vacancy with what the house adds: its name, version and state, and what only exports know."""

    id: uuid.UUID
    provider: Identity
    version: Annotated[int, Field(ge=1)] | None = None
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    status: AdStatus
    status_reason: Plain | None = None
    removed_at: Moment | None = None
    audience: Literal["public", "staff"] | None = None
    cross_border: bool | None = None
    posted_for: Plain | None = None
    campaign_tags: list[Plain] | None = None


_FIRST = ("id", "provider", "reference", "version", "digest", "status", "status_reason")
_NOTHING: tuple[Any, ...] = ("", [])
ORDER = (*_FIRST, *(name for name in VacancyRecord.model_fields if name not in _FIRST))


def vacancy_id(provider: str, reference: str) -> uuid.UUID:
    """Return the id of a source's ad; a dry run and the real one name it alike."""
    return uuid.uuid5(_NAMESPACE, f"{provider}/{reference}")


def record_line(record: VacancyRecord) -> str:
    """Return a record as one line of JSON: every field in a fixed order, null where not known."""
    said = record.model_dump(mode="json")
    return json.dumps({name: None if said[name] in _NOTHING else said[name] for name in ORDER}, ensure_ascii=False)


def record_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a line of `--records` and of the open data."""
    schema = VacancyRecord.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def write_record_schema(file: Path) -> None:
    """Write the JSON Schema where the documentation has it; a test compares the two."""
    file.write_text(json.dumps(record_json_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
