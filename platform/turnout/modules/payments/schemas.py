"""Shapes of payments' requests and answers."""

from marshmallow import Schema, fields, validate

from turnout.modules.payments.enums import Decision, DeliveryState, OperationState, PaymentState


class PaymentArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    reference = fields.UUID(
        load_default=None, metadata={"description": "What it was opened for: an order's id."}
    )
    state = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in PaymentState])
    )
    is_held = fields.Boolean(
        load_default=False,
        metadata={"description": "Only those that wait for a person to approve or refuse them."},
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
    is_open = fields.Boolean(metadata={"description": "It may still be paid."})
    is_live = fields.Boolean(metadata={"description": "Its state may still change by itself."})
    method = fields.String(allow_none=True)
    authorized_minor = fields.Integer()
    authorized_until = fields.DateTime(allow_none=True)
    review_decision = fields.String(
        allow_none=True, validate=validate.OneOf([each.value for each in Decision])
    )
    stray_minor = fields.Integer(
        metadata={
            "description": "Lies in another payment of the provider's that names this one; "
            "refusing sends it back."
        }
    )
    platform_fee_minor = fields.Integer(
        metadata={"description": "What the platform takes of it when it is collected in full."}
    )


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


class OperationSchema(Schema):
    id = fields.UUID()
    kind = fields.String(validate=validate.OneOf(["start", "capture", "void", "refund"]))
    amount_minor = fields.Integer()
    currency = fields.String()
    state = fields.String(validate=validate.OneOf([each.value for each in OperationState]))
    attempts = fields.Integer()
    error = fields.String()
    planned_at = fields.DateTime()
    finished_at = fields.DateTime(allow_none=True)


class PaymentDetailsSchema(Schema):
    payment = fields.Nested(PaymentSchema)
    refunds = fields.List(fields.Nested(RefundSchema))
    facts = fields.List(fields.Nested(FactSchema))
    operations = fields.List(
        fields.Nested(OperationSchema),
        metadata={"description": "What was asked of the provider, oldest first."},
    )


class CaptureFields(Schema):
    amount_minor = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(1),
        metadata={"description": "Without it all that is authorized and not yet collected."},
    )


class DecisionFields(Schema):
    reason = fields.String(
        required=True,
        validate=[validate.Length(1, 500), validate.Regexp(r".*\S")],
        metadata={"description": "Kept with the payment and in the audit log."},
    )


class PlatformFeeSchema(Schema):
    basis_points = fields.Integer(metadata={"description": "Hundredths of a per cent."})
    fixed = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={"description": "Currency → minor units on top."},
    )


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
