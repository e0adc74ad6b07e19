"""A form as it crosses the border of the catalog."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

EMPTY: dict[str, Any] = {"language": "en", "questions": []}


@dataclass(frozen=True, slots=True)
class FormVersion:
    """What a form asked from `saved_at` on; `definition` is language and questions as JSON."""

    id: UUID | None
    number: int
    definition: dict[str, Any]
    saved_at: datetime | None
    saved_by: str

    @property
    def version(self) -> int:
        return self.number
