"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated


class QuotaKind(StrEnum):
    """What is limited."""

    MEMBERS = "members"
    EVENTS = "events"
    """Events that are not over, archived or deleted."""
    STORAGE_BYTES = "storage_bytes"
    ORDERS_A_MONTH = "orders_a_month"
    """Of a calendar month in UTC; counted every minute, so that a sale asks nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """An organization's plan, and the limits that differ from it; None: no limit."""

    plan: str = ""
    limits: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    kind: Annotated[str, "`members`, `events`, `storage_bytes` or `orders_a_month`"]
    limit: Annotated[int | None, "Null: no limit"]
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """What the plan allows, and how much of it is used now."""

    plan: Annotated[str, "Empty: the installation's own limits"]
    quotas: tuple[QuotaUse, ...]
