"""Requests about payments."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.payments.models import DeliveryState, DisputeState, PaymentState
from turnout.modules.payments.types import PaymentFilter


def _several(words: type[PaymentState | DisputeState]) -> fields.List[Any]:
    return fields.List(
        one_of(words, required=True),
        load_default=(),
        validate=validate.Length(max=len(words)),
        metadata={"description": "Repeat it for any of several."},
    )


class PaymentArguments(PageArguments):
    reference = fields.UUID(
        load_default=None, metadata={"description": "What it was opened for: an order's id."}
    )
    connection_id = fields.UUID(load_default=None)
    state = _several(PaymentState)
    is_held = fields.Boolean(
        load_default=False,
        metadata={"description": "Only those that wait for a person to approve or refuse them."},
    )
    opened_from = fields.AwareDateTime(load_default=None)
    opened_before = fields.AwareDateTime(load_default=None)
    q = fields.String(
        load_default=None,
        validate=validate.Length(1, 254),
        metadata={
            "description": "In full: the number of the order, the buyer's address, or what the"
            " provider calls the payment."
        },
    )

    @post_load
    def to_search(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        page = {name: data.pop(name) for name in ("cursor", "limit")}
        return {**page, "wanted": PaymentFilter(**data | {"state": tuple(data["state"])})}


class DisputeArguments(PageArguments):
    connection_id = fields.UUID(load_default=None)
    state = one_of(DisputeState, load_default=None)


class DeliveryArguments(PageArguments):
    state = one_of(DeliveryState, load_default=None)
    payment_id = fields.UUID(load_default=None)


class LedgerArguments(PageArguments):
    payment_id = fields.UUID(
        load_default=None,
        metadata={"description": "Entries of one payment; the balances are its own, too."},
    )


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
