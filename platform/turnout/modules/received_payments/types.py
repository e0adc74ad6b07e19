"""Received payments as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.payments.api import ReceivedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPayment:
    """Money for an order that a person took: cash, by a card terminal, a transfer they saw."""

    id: UUID
    order_id: UUID
    payment_id: Annotated[UUID, "The payment that it is; refunds are found there."]
    method: Annotated[str, one_of(ReceivedBy)]
    amount_minor: int
    currency: str
    received_at: datetime
    reference: Annotated[str, "Number of a receipt or a transfer; may be empty."]
    note: str
    recorded_by: Annotated[str, "`user:<id>`, `token:<id>` for a machine, or `device:<id>`."]
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReceivedPayment:
    """What a person records; without an amount it is what is due, without a time it is now."""

    method: ReceivedBy
    amount_minor: int | None = None
    received_at: datetime | None = None
    reference: str = ""
    note: str = ""
