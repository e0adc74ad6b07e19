"""Shapes of payment plans and terms."""

from typing import Any

from marshmallow import Schema, fields, validate

from turnout.modules.orders.attendee_shapes import name_field
from turnout_sdk.currencies import EXPONENTS

MOST_INSTALMENTS = 12
LONGEST_DAYS = 730
MOST_MINOR = 10**12
YEAR_SECONDS = 365 * 24 * 3600


class InstalmentSchema(Schema):
    days = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, LONGEST_DAYS),
        metadata={"description": "Days after the order; or `on`."},
    )  # fmt: skip
    on = fields.Date(allow_none=True, metadata={"description": "A date; or `days`."})


def _instalments(*, required: bool) -> fields.Field[Any]:
    return fields.List(
        fields.Nested(InstalmentSchema),
        required=required,
        validate=validate.Length(1, MOST_INSTALMENTS),
        metadata={"description": "The rest after the deposit, in equal parts."},
    )


class PlanChanges(Schema):
    name = name_field(least=1)
    currency = fields.String(validate=validate.OneOf(sorted(EXPONENTS)))
    deposit_bp = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, 9999),
        metadata={"description": "Share of the total in hundredths of a percent."},
    )  # fmt: skip
    deposit_minor = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, MOST_MINOR)
    )
    instalments = _instalments(required=False)
    last_days_before = fields.Integer(
        strict=True, validate=validate.Range(0, LONGEST_DAYS),
        metadata={"description": "Everything is due so many days before the event starts."},
    )  # fmt: skip
    grace_days = fields.Integer(
        strict=True, validate=validate.Range(0, 60),
        metadata={"description": "How long an overdue order still keeps its places."},
    )  # fmt: skip
    reminder_days = fields.Integer(
        strict=True, validate=validate.Range(0, 60),
        metadata={"description": "The buyer is reminded so many days before; 0 never."},
    )  # fmt: skip
    minimum_minor = fields.Integer(strict=True, validate=validate.Range(0, MOST_MINOR))
    keeps_deposit = fields.Boolean(
        metadata={"description": "An overdue order loses its deposit; the buyer is told before."}
    )
    is_active = fields.Boolean()


class PlanFields(PlanChanges):
    name = name_field(least=1, required=True)
    currency = fields.String(required=True, validate=validate.OneOf(sorted(EXPONENTS)))
    instalments = _instalments(required=True)
    deposit_bp = fields.Integer(
        load_default=None, strict=True, allow_none=True, validate=validate.Range(1, 9999),
        metadata={"description": "Share of the total in hundredths of a percent."},
    )  # fmt: skip
    deposit_minor = fields.Integer(
        load_default=None, strict=True, allow_none=True, validate=validate.Range(1, MOST_MINOR)
    )
    last_days_before = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(0, LONGEST_DAYS)
    )
    grace_days = fields.Integer(load_default=3, strict=True, validate=validate.Range(0, 60))
    reminder_days = fields.Integer(load_default=7, strict=True, validate=validate.Range(0, 60))
    minimum_minor = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(0, MOST_MINOR)
    )
    keeps_deposit = fields.Boolean(load_default=False)
    is_active = fields.Boolean(load_default=True)


class PlanSchema(PlanFields):
    id = fields.UUID()
    event_id = fields.UUID()
    version = fields.Integer()


class PlanListSchema(Schema):
    items = fields.List(fields.Nested(PlanSchema))


class TermsFields(Schema):
    longest_pending_seconds = fields.Integer(
        required=True, allow_none=True, strict=True, validate=validate.Range(0, YEAR_SECONDS),
        metadata={"description": "How long a pending payment may keep places; null: no own cap."},
    )  # fmt: skip


class TermsSchema(TermsFields):
    version = fields.Integer()
