"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from turnout.modules.domains.rules import record_name_of, record_value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    id: UUID
    host: str
    leads_here: Annotated[
        bool,
        "Whether the organization's pages stand at this host, or it redirects to where they do",
    ]
    record_name: Annotated[str, "The name of the TXT record that proves the domain"]
    record_value: str
    proven_at: datetime | None
    checked_at: datetime | None
    missing_since: Annotated[
        datetime | None, "Since when the record of a proven domain is gone; it counts for a week"
    ]
    created_at: datetime
    version: int

    @classmethod
    def of(cls, **row: Any) -> "Domain":
        token = row.pop("token")
        record = {
            "record_name": record_name_of(row["host"]),
            "record_value": record_value_of(token),
        }
        return cls(**row | record)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDomain:
    """A proven domain whose record is to be looked at again."""

    organization_id: UUID
    id: UUID
