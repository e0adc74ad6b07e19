"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A time in which nobody acts in an organization; `lifted_at` is empty while it lasts.

    The reason is read by the owners; `suspended_by` and `lifted_by` by the operator only.
    """

    id: UUID
    reason: str
    suspended_at: datetime
    suspended_by: str
    lifted_at: datetime | None
    lifted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """An organization on its way to deletion; until `deletes_at` an owner may reopen it."""

    id: UUID
    reason: str
    closed_at: datetime
    closed_by: UUID
    deletes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRows:
    """Rows that outlive an organization, and why."""

    table: str
    rows: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionReport:
    """What went with an organization, by table, and what was kept until when."""

    deleted_at: datetime
    kept_until: date
    deleted: dict[str, int]
    files: int
    kept: tuple[KeptRows, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedRows:
    """What the deletion did to one table."""

    table_name: str
    deleted: int
    kept: int
