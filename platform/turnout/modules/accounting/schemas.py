"""Shapes of accounting's requests and answers."""

from marshmallow import Schema, fields, validate

from turnout.modules.accounting.rules import Kind


class ReconciliationFields(Schema):
    repair = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    ask_provider = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Ask the provider about every payment first; slow."},
    )


class DifferenceSchema(Schema):
    kind = fields.String(validate=validate.OneOf([each.value for each in Kind]))
    says = fields.String()
    order_id = fields.UUID(allow_none=True)
    payment_id = fields.UUID(allow_none=True)
    expected = fields.Integer()
    found = fields.Integer()


class ReportSchema(Schema):
    orders = fields.Integer()
    payments = fields.Integer()
    asked = fields.Integer()
    repaired = fields.Integer()
    differences = fields.List(fields.Nested(DifferenceSchema))
