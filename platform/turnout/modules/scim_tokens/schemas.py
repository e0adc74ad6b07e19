"""Requests of administrators about the tokens of the directory."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.request_fields import PageArguments, not_blank, whole
from turnout.modules.scim_tokens.rules import LONGEST_OVERLAP
from turnout.modules.scim_tokens.types import NewScimToken


class NewScimTokenSchema(Schema):
    component = "ScimNewToken"
    name = fields.String(required=True, validate=not_blank(100))
    expires_at = fields.AwareDateTime(
        allow_none=True,
        metadata={"description": "Null or left out: it is good until it is revoked"},
    )

    @post_load
    def to_token(self, data: dict[str, Any], **_: Any) -> NewScimToken:
        return NewScimToken(**data)


class ScimRotationSchema(Schema):
    component = "ScimRotation"
    overlap_seconds = whole(
        0,
        LONGEST_OVERLAP,
        load_default=86_400,
        metadata={"description": "How long the secret before is still good"},
    )


class ScimRequestArguments(PageArguments):
    is_refused = fields.Boolean(load_default=False, metadata={"description": "Those refused only"})
