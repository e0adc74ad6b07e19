"""Requests to move tickets of an order to another ticket type."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.modules.order_moves.types import NewOrderMove


class OrderMoveSchema(Schema):
    component = "OrderMoveFields"

    from_ticket_type_id = fields.UUID(required=True)
    to_ticket_type_id = fields.UUID(
        required=True, metadata={"description": "Another ticket type of the same event."}
    )
    waives_difference = fields.Boolean(
        load_default=False,
        metadata={"description": "The prices may differ: nothing is asked or given back."},
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Why; needed to waive a difference."},
    )
    sends_mail = fields.Boolean(
        load_default=True, metadata={"description": "Have the buyer mailed their tickets."}
    )

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("waives_difference") and not data.get("reason", "").strip():
            raise ValidationError("Say why the difference is waived.", "reason")


class NewOrderMoveSchema(OrderMoveSchema):
    component = "NewOrderMove"

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewOrderMove:
        return NewOrderMove(**data)
