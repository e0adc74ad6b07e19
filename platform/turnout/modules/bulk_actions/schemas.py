"""Requests to act on many orders."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.request_fields import not_blank
from turnout.modules.bulk_actions.types import ChosenOrders
from turnout.modules.jobs.api import MOST_ITEMS
from turnout.modules.order_moves.schemas import OrderEventMoveSchema, OrderMoveSchema
from turnout.modules.order_reviews.schemas import ReviewApprovalSchema, ReviewRefusalSchema
from turnout.modules.order_search.schemas import OrderFilterSchema, order_filter


class ChosenOrdersSchema(Schema):
    """Either `order_ids` or `filter`."""

    order_ids = fields.List(
        fields.UUID(required=True), validate=validate.Length(min=1, max=MOST_ITEMS)
    )
    filter = fields.Nested(
        OrderFilterSchema,
        metadata={"description": "All orders that `…/orders/search` finds by it now"},
    )

    @validates_schema
    def _require_choice(self, data: dict[str, Any], **_: Any) -> None:
        if ("order_ids" in data) == ("filter" in data):
            raise ValidationError("Name orders, or a filter that finds them.", "order_ids")

    @post_load
    def to_choice(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        order_ids = data.pop("order_ids", None)
        said = data.pop("filter", None)
        chosen = ChosenOrders(
            order_ids=None if order_ids is None else tuple(order_ids),
            wanted=None if said is None else order_filter(said),
        )
        return {"chosen": chosen, "parameters": data}


class BulkRefundSchema(ChosenOrdersSchema):
    reason = fields.String(required=True, validate=not_blank(500))


class BulkDecisionSchema(ChosenOrdersSchema):
    message = fields.String(
        load_default="",
        validate=validate.Length(max=2000),
        metadata={"description": "Told to each buyer"},
    )


class BulkReviewApprovalSchema(ReviewApprovalSchema, ChosenOrdersSchema):
    component = "BulkReviewApproval"


class BulkReviewRefusalSchema(ReviewRefusalSchema, ChosenOrdersSchema):
    component = "BulkReviewRefusal"


class BulkTagSchema(ChosenOrdersSchema):
    tag_id = fields.UUID(required=True)


class BulkMoveSchema(OrderMoveSchema, ChosenOrdersSchema):
    component = "BulkMove"


class BulkEventMoveSchema(OrderEventMoveSchema, ChosenOrdersSchema):
    component = "BulkEventMove"
