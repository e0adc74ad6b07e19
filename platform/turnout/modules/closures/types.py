"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
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
