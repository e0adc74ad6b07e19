"""Requests to move tickets of an order to another ticket type, or an order to another event."""

from typing import Any, Final
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.order_moves.types import NewOrderEventMove, NewOrderMove, TypeChange

MOST_TYPES: Final = 100


class WaiverSchema(Schema):
    """What every move says besides: of another price, and of the mail."""

    waives_difference = YesOrNo(
        load_default=False,
        metadata={"description": "The prices may differ: nothing is asked or given back."},
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=500),
        metadata={"description": "Why; needed to waive a difference."},
    )
    sends_mail = YesOrNo(
        load_default=True, metadata={"description": "Have the buyer mailed their tickets."}
    )

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("waives_difference") and not data.get("reason", "").strip():
            raise ValidationError("Say why the difference is waived.", "reason")


class OrderMoveSchema(WaiverSchema):
    component = "OrderMoveFields"

    from_ticket_type_id = fields.UUID(required=True)
    to_ticket_type_id = fields.UUID(
        required=True, metadata={"description": "Another ticket type of the same event."}
    )


class TypeChangeSchema(Schema):
    component = "NewTypeChange"

    from_ticket_type_id = fields.UUID(required=True)
    to_ticket_type_id = fields.UUID(
        required=True, metadata={"description": "A ticket type of the other event."}
    )


class OrderEventMoveSchema(WaiverSchema):
    component = "OrderEventMoveFields"

    event_id = fields.UUID(
        required=True, metadata={"description": "Another event of the organization."}
    )
    ticket_types = fields.List(
        fields.Nested(TypeChangeSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_TYPES),
        metadata={"description": "What each ticket type of the order becomes."},
    )

    @validates_schema
    def _judge_types(self, data: dict[str, Any], **_: Any) -> None:
        seen: set[UUID] = set()
        for index, each in enumerate(data.get("ticket_types", ())):
            if each["from_ticket_type_id"] in seen:
                field = {"from_ticket_type_id": ["Say of each ticket type once what it becomes."]}
                raise ValidationError({"ticket_types": {index: field}})
            seen.add(each["from_ticket_type_id"])


class NewOrderEventMoveSchema(OrderEventMoveSchema):
    component = "NewOrderEventMove"

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewOrderEventMove:
        types = tuple(TypeChange(**each) for each in data.pop("ticket_types"))
        return NewOrderEventMove(**data, ticket_types=types)


class NewOrderMoveSchema(OrderMoveSchema):
    component = "NewOrderMove"

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewOrderMove:
        return NewOrderMove(**data)
