"""Shapes of bank statements and their lines."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from turnout.modules.accounting.models import LineState


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
