"""Requests for payment links."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.payment_links.types import NewPaymentLink


class NewPaymentLinkSchema(Schema):
    component = "PaymentLinkFields"

    pay_until = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "Keeps the places until then; no earlier than until now."},
    )
    sends_mail = YesOrNo(
        load_default=False, metadata={"description": "Have the link mailed to the buyer as well."}
    )

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewPaymentLink:
        return NewPaymentLink(**data)
