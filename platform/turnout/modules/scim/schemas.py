"""Requests of administrators about the directory."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import PageArguments, not_blank, whole
from turnout.modules.scim.rules import LONGEST_OVERLAP
from turnout.modules.scim.types import NewScimToken


class DirectoryUpdateSchema(Schema):
    component = "ScimDirectoryChange"
    identity_provider_id = fields.UUID(
        allow_none=True,
        metadata={"description": "The identity provider whose mapping gives groups their roles"},
    )
    default_role = fields.String(
        validate=validate.Length(min=1, max=40),
        allow_none=True,
        metadata={"description": "Of who has no mapped group; null: they are no members"},
    )


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
    overlap_seconds = whole(
        0,
        LONGEST_OVERLAP,
        load_default=86_400,
        metadata={"description": "How long the secret before is still good"},
    )


class ScimRequestArguments(PageArguments):
    is_refused = fields.Boolean(load_default=False, metadata={"description": "Those refused only"})
