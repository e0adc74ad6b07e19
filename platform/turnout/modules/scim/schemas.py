"""Requests of administrators about the directory."""

from marshmallow import Schema, fields, validate


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
