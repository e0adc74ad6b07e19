"""Requests about sending domains."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.sending_domains.models import SignedBy
from turnout.modules.sending_domains.types import NewSendingDomain

LOCAL_PART = {"description": "What stands before the @", "example": "tickets"}


class NewSendingDomainSchema(Schema):
    component = "NewSendingDomain"
    domain = fields.String(
        required=True,
        validate=validate.Length(max=253),
        metadata={"description": "From which mails come", "example": "example.org"},
    )
    local_part = fields.String(
        load_default="tickets", validate=validate.Length(max=64), metadata=LOCAL_PART
    )
    signed_by = fields.Enum(
        SignedBy,
        by_value=True,
        load_default=SignedBy.PLATFORM,
        metadata={"description": "Whose key signs: ours, or your mail provider's"},
    )
    selectors = fields.List(
        fields.String(validate=validate.Length(max=130)),
        load_default=list,
        validate=validate.Length(max=3),
        metadata={"description": "Where the provider signs: of its keys", "example": ["s1", "s2"]},
    )

    @post_load
    def to_domain(self, data: dict[str, Any], **_: Any) -> NewSendingDomain:
        return NewSendingDomain(**data)


class SendingDomainUpdateSchema(Schema):
    component = "SendingDomainUpdate"
    local_part = fields.String(
        load_default=None, validate=validate.Length(max=64), metadata=LOCAL_PART
    )
    is_used = YesOrNo(
        load_default=False,
        metadata={"description": "Let mails leave by this domain, and by no other any more"},
    )
