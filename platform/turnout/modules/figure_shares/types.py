"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID


class Figure(StrEnum):
    CAPACITY = "capacity"
    SOLD = "sold"
    OPEN_ORDERS = "open_orders"
    REVENUE = "revenue"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFigureShare:
    member_id: UUID
    event_id: UUID
    figures: tuple[str, ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShare:
    """What a member is shown of an event."""

    id: UUID
    member_id: UUID
    event_id: UUID
    figures: Annotated[tuple[str, ...], "Of `capacity`, `sold`, `open_orders`, `revenue`"]
    shared_by: UUID
    shared_at: datetime
    expires_at: Annotated[datetime | None, "Null: as long as the membership lasts"]

    @classmethod
    def of(cls, **row: Any) -> "FigureShare":
        return cls(**row | {"figures": tuple(row["figures"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRevenue:
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFigures:
    """A published event with the figures that were shared with who asks; others are null."""

    event_id: UUID
    title: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    capacity: int | None
    sold: int | None
    open_orders: int | None
    revenue: list[SharedRevenue] | None
    shared_at: datetime
    expires_at: datetime | None
    counted_at: Annotated[datetime, "When they were counted: at most about half a minute ago"]

    @classmethod
    def of(cls, **row: Any) -> "SharedFigures":
        """Keep the figures that were shared, and no other."""
        shown = set(row.pop("figures"))
        money = [
            SharedRevenue(currency=currency, amount_minor=int(amount))
            for currency, amount in sorted(row["revenue"].items())
        ]
        hidden = {each.value: None for each in Figure if each.value not in shown}
        return cls(**{**row, "revenue": money, **hidden})
