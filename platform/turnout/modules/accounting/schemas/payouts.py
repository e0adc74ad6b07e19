"""Shapes of payouts and their items."""

from marshmallow import Schema, fields, validate

from turnout.modules.accounting.rules import Kind


class RefreshFields(Schema):
    connection_id = fields.UUID(required=True)
    since = fields.AwareDateTime(
        load_default=None,
        metadata={"description": "At most 90 days ago; where it was left without it."},
    )


class RefreshedSchema(Schema):
    items = fields.Integer()
    payouts = fields.Integer(metadata={"description": "New ones."})
    booked = fields.Integer(metadata={"description": "New entries of the ledger."})


class PayoutArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    connection_id = fields.UUID(load_default=None)


class PayoutSchema(Schema):
    id = fields.UUID()
    connection_id = fields.UUID()
    provider_ref = fields.String()
    currency = fields.String()
    amount_minor = fields.Integer(metadata={"description": "Negative: taken from the bank."})
    fee_minor = fields.Integer()
    paid_at = fields.DateTime()
    recorded_at = fields.DateTime()


class PayoutPageSchema(Schema):
    items = fields.List(fields.Nested(PayoutSchema))
    next_cursor = fields.String(allow_none=True)


class ItemSchema(Schema):
    line_id = fields.String()
    kind = fields.String()
    gross_minor = fields.Integer()
    fee_minor = fields.Integer()
    net_minor = fields.Integer()
    currency = fields.String()
    occurred_at = fields.DateTime()
    provider_ref = fields.String(allow_none=True)
    object_id = fields.String(allow_none=True)
    payment_id = fields.UUID(allow_none=True)
    difference = fields.String(
        allow_none=True, validate=validate.OneOf([each.value for each in Kind])
    )


class PayoutDetailsSchema(Schema):
    payout = fields.Nested(PayoutSchema)
    items = fields.List(fields.Nested(ItemSchema))
    items_net_minor = fields.Integer()
