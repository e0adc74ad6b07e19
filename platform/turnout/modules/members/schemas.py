"""Requests about invitations."""

from typing import Any

from marshmallow import fields, post_load

from turnout.modules.identity.schemas import NAME, PASSWORD, TAG, LinkSchema
from turnout.modules.members.types import NewAccount


class InvitationLinkSchema(LinkSchema):
    component = "IdentityInvitationLink"


class NewAccountSchema(LinkSchema):
    component = "IdentityNewAccount"
    display_name = fields.String(required=True, validate=NAME)
    password = fields.String(required=True, validate=PASSWORD, load_only=True)
    locale = fields.String(validate=TAG)
    time_zone = fields.String(validate=TAG)

    @post_load
    def to_account(self, data: dict[str, Any], **_: Any) -> NewAccount:
        return NewAccount(**data)
