"""Requests about bank statements, payouts and reconciliations."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from turnout.modules.reconciliation.models import FindingState, LineState
from turnout.modules.reconciliation.rules import Kind


class ImportArguments(Schema):
    connection_id = fields.UUID(required=True)
    dry_run = fields.Boolean(
        load_default=False,
        metadata={"description": "Say what would happen, and change nothing."},
    )


class WrongSumSchema(Schema):
    payment_id = fields.UUID()
    asked_minor = fields.Integer()
    received_minor = fields.Integer(metadata={"description": "By this statement."})
    currency = fields.String()
    received_currency = fields.String()


class StatementReportSchema(Schema):
    lines = fields.Integer()
    known = fields.Integer(metadata={"description": "Told by an earlier statement."})
    matched = fields.Integer()
    unmatched = fields.Integer(metadata={"description": "Money in that a person has to assign."})
    passed_over = fields.Integer(
        metadata={"description": "Money out that no payment is about; it is not kept."}
    )
    wrong_sums = fields.List(fields.Nested(WrongSumSchema))
    is_dry_run = fields.Boolean()


class LineArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    connection_id = fields.UUID(load_default=None)
    state = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in LineState])
    )


class StatementLineSchema(Schema):
    id = fields.UUID()
    connection_id = fields.UUID()
    booked_on = fields.Date()
    amount_minor = fields.Integer(metadata={"description": "Money in is positive."})
    currency = fields.String()
    text = fields.String()
    party = fields.String()
    party_account = fields.String(metadata={"description": "Its first and last characters."})
    state = fields.String(validate=validate.OneOf([each.value for each in LineState]))
    payment_id = fields.UUID(allow_none=True)
    reason = fields.String()
    imported_at = fields.DateTime()
    settled_at = fields.DateTime(allow_none=True)


class StatementLinePageSchema(Schema):
    items = fields.List(fields.Nested(StatementLineSchema))
    next_cursor = fields.String(allow_none=True)


class AssignmentFields(Schema):
    payment_id = fields.UUID(load_default=None)
    order_number = fields.String(
        load_default=None, validate=validate.Length(min=1, max=40), allow_none=True
    )

    @validates_schema
    def _names_one(self, data: dict[str, object], **_: object) -> None:
        if (data["payment_id"] is None) == (data["order_number"] is None):
            raise ValidationError("Give the payment or the order's number.", "payment_id")


class ReasonFields(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=500))


class SentRefundSchema(Schema):
    id = fields.UUID()
    amount_minor = fields.Integer()
    currency = fields.String()
    state = fields.String()
    reason = fields.String()
    error_code = fields.String(allow_none=True)
    requested_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


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


KINDS = validate.OneOf([each.value for each in Kind])


class ReconciliationFields(Schema):
    repair = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    ask_provider = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Ask the provider about every payment first; slow."},
    )


class DifferenceSchema(Schema):
    kind = fields.String(validate=KINDS)
    says = fields.String()
    order_id = fields.UUID(allow_none=True)
    payment_id = fields.UUID(allow_none=True)
    connection_id = fields.UUID(allow_none=True)
    name = fields.String(
        metadata={"description": "The account, or the provider's object, that it is about."}
    )
    currency = fields.String()
    expected = fields.Integer()
    found = fields.Integer()


class ReportSchema(Schema):
    orders = fields.Integer()
    payments = fields.Integer()
    items = fields.Integer(metadata={"description": "Lines of the providers' reports."})
    asked = fields.Integer()
    repaired = fields.Integer()
    differences = fields.List(fields.Nested(DifferenceSchema))


class RunArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class RunSchema(Schema):
    id = fields.UUID()
    ran_at = fields.DateTime()
    is_repairing = fields.Boolean()
    orders = fields.Integer()
    payments = fields.Integer()
    items = fields.Integer()
    asked = fields.Integer()
    repaired = fields.Integer()
    differences = fields.Integer(metadata={"description": "Left after repairing."})


class RunPageSchema(Schema):
    items = fields.List(fields.Nested(RunSchema))
    next_cursor = fields.String(allow_none=True)


class FindingArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    state = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in FindingState])
    )


class FindingSchema(Schema):
    id = fields.UUID()
    kind = fields.String(validate=KINDS)
    says = fields.String()
    subject = fields.String(metadata={"description": "What it is about, the same in every run."})
    order_id = fields.UUID(allow_none=True)
    payment_id = fields.UUID(allow_none=True)
    connection_id = fields.UUID(allow_none=True)
    currency = fields.String()
    expected = fields.Integer()
    found = fields.Integer()
    state = fields.String(validate=validate.OneOf([each.value for each in FindingState]))
    first_seen_at = fields.DateTime()
    last_seen_at = fields.DateTime()
    settled_at = fields.DateTime(allow_none=True)
    settled_by = fields.String()
    reason = fields.String()


class FindingPageSchema(Schema):
    items = fields.List(fields.Nested(FindingSchema))
    next_cursor = fields.String(allow_none=True)
