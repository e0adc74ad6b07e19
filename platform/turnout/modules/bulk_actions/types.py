"""What is to be done to which orders."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from turnout.modules.order_search import api as order_search


class BulkAction(StrEnum):
    """Also the kind of its job."""

    REFUND = "orders.refund"
    CANCEL = "orders.cancel"
    RESEND = "orders.resend"
    TAG = "orders.tag"
    MOVE = "orders.move"
    MOVE_EVENT = "orders.move-event"
    APPROVE = "applications.approve"
    DENY = "applications.deny"
    APPROVE_REVIEW = "order-reviews.approve"
    REFUSE_REVIEW = "order-reviews.refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenOrders:
    """Orders by their ids, or all that a filter finds when the job starts; one of the two."""

    order_ids: tuple[UUID, ...] | None = None
    wanted: order_search.OrderFilter | None = None
