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
    REQUESTS_A_MINUTE = "requests_a_minute"
    """To the API by members and tokens, together; counted in Redis, and only under a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """An organization's plan, and the limits that differ from it; None: no limit."""

    plan: str = ""
    limits: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    kind: Annotated[
        str, "`members`, `events`, `storage_bytes`, `orders_a_month` or `requests_a_minute`"
    ]
    limit: Annotated[int | None, "Null: no limit"]
    used: Annotated[int, "Requests are counted only where they have a limit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """What the plan allows, and how much of it is used now."""

    plan: Annotated[str, "Empty: the installation's own limits"]
    quotas: tuple[QuotaUse, ...]
