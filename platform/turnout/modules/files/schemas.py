"""Requests and answers of files."""

from marshmallow import Schema, fields, validate

from turnout.modules.files.models import Kind, Visibility


class FileSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    media_type = fields.String(required=True)
    bytes = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    visibility = fields.Enum(Visibility, by_value=True, required=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)


class FilePageSchema(Schema):
    items = fields.List(fields.Nested(FileSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class FilePageArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class FileChangeSchema(Schema):
    visibility = fields.Enum(Visibility, by_value=True, required=True)


class LinkRequestSchema(Schema):
    expires_in_seconds = fields.Integer(
        strict=True, load_default=600, validate=validate.Range(min=30, max=86_400)
    )


class LinkSchema(Schema):
    url = fields.Url(required=True)
    expires_at = fields.AwareDateTime(required=True)
