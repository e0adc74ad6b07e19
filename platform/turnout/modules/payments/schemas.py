"""Shapes of payments' answers."""

from marshmallow import Schema, fields, validate

from turnout.modules.payments.models import DeliveryState, PaymentState


class PaymentArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    reference = fields.UUID(
        load_default=None, metadata={"description": "What it was opened for: an order's id."}
    )
    state = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in PaymentState])
    )


class DeliveryArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    state = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in DeliveryState])
    )


class LedgerArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class PaymentSchema(Schema):
    id = fields.UUID()
    connection_id = fields.UUID()
    reference = fields.UUID()
    state = fields.String()
    amount_minor = fields.Integer()
    currency = fields.String()
    captured_minor = fields.Integer()
    refunded_minor = fields.Integer()
    disputed_minor = fields.Integer()
    fee_minor = fields.Integer()
    dispute = fields.String(allow_none=True)
    review_reason = fields.String(
        allow_none=True,
        metadata={"description": "Set while a mismatch keeps the payment from settling."},
    )
    error_code = fields.String(allow_none=True)
    provider_ref = fields.String(allow_none=True)
    opened_at = fields.DateTime()
    settled_at = fields.DateTime(allow_none=True)
    is_open = fields.Boolean()


class PaymentPageSchema(Schema):
    items = fields.List(fields.Nested(PaymentSchema))
    next_cursor = fields.String(allow_none=True)


class RefundSchema(Schema):
    id = fields.UUID()
    amount_minor = fields.Integer()
    currency = fields.String()
    state = fields.String()
    reason = fields.String()
    error_code = fields.String(allow_none=True)
    requested_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


class FactSchema(Schema):
    kind = fields.String()
    object_id = fields.String()
    amount_minor = fields.Integer()
    currency = fields.String()
    fault = fields.String(allow_none=True)
    source = fields.String()
    occurred_at = fields.DateTime()


class PaymentDetailsSchema(Schema):
    payment = fields.Nested(PaymentSchema)
    refunds = fields.List(fields.Nested(RefundSchema))
    facts = fields.List(fields.Nested(FactSchema))


class DeliverySchema(Schema):
    id = fields.UUID()
    connection_id = fields.UUID()
    payment_id = fields.UUID(allow_none=True)
    state = fields.String()
    attempts = fields.Integer()
    detail = fields.String()
    received_at = fields.DateTime()
    finished_at = fields.DateTime(allow_none=True)


class DeliveryPageSchema(Schema):
    items = fields.List(fields.Nested(DeliverySchema))
    next_cursor = fields.String(allow_none=True)


class BalanceSchema(Schema):
    currency = fields.String()
    account = fields.String()
    balance_minor = fields.Integer(metadata={"description": "Debits are positive."})


class LedgerLineSchema(Schema):
    account = fields.String()
    amount_minor = fields.Integer()


class LedgerEntrySchema(Schema):
    id = fields.UUID()
    payment_id = fields.UUID(allow_none=True)
    kind = fields.String()
    currency = fields.String()
    occurred_at = fields.DateTime()
    recorded_at = fields.DateTime()
    lines = fields.List(fields.Nested(LedgerLineSchema))


class LedgerPageSchema(Schema):
    balances = fields.List(fields.Nested(BalanceSchema))
    items = fields.List(fields.Nested(LedgerEntrySchema))
    next_cursor = fields.String(allow_none=True)
