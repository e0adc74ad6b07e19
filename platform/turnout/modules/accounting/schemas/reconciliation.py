"""Shapes of reconciliations and their findings."""

from marshmallow import Schema, fields, validate

from turnout.modules.accounting.models import FindingState
from turnout.modules.accounting.rules import Kind

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
