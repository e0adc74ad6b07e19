"""Requests about payments."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.payments.models import DeliveryState, PaymentState


class PaymentArguments(PageArguments):
    reference = fields.UUID(
        load_default=None, metadata={"description": "What it was opened for: an order's id."}
    )
    state = one_of(PaymentState, load_default=None)
    is_held = fields.Boolean(
        load_default=False,
        metadata={"description": "Only those that wait for a person to approve or refuse them."},
    )


class DeliveryArguments(PageArguments):
    state = one_of(DeliveryState, load_default=None)


class NewCapture(Schema):
    component = "PaymentsCaptureFields"
    amount_minor = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(1),
        metadata={"description": "Without it all that is authorized and not yet collected."},
    )


class NewDecision(Schema):
    component = "PaymentsDecisionFields"
    reason = fields.String(
        required=True,
        validate=[validate.Length(1, 500), validate.Regexp(r".*\S")],
        metadata={"description": "Kept with the payment and in the audit log."},
    )
