"""What may be recorded of money that somebody took."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.payments.api import ReceivedBy
from turnout.modules.received_payments.types import NewReceivedPayment

MOST_MINOR = 10**12


class NewReceivedPaymentSchema(Schema):
    component = "ReceivedPaymentFields"

    method = fields.Enum(ReceivedBy, by_value=True, required=True)
    amount_minor = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MOST_MINOR),
        metadata={"description": "Minor units; what is due now without it."},
    )
    received_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "When the money came; now without it."},
    )
    reference = fields.String(load_default="", validate=validate.Length(max=100))
    note = fields.String(load_default="", validate=validate.Length(max=500))

    @post_load
    def to_received(self, data: dict[str, Any], **_: Any) -> NewReceivedPayment:
        return NewReceivedPayment(**data)
