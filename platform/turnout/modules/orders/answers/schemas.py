"""Shapes of answer files."""

from marshmallow import Schema, fields


class SentFileLinkSchema(Schema):
    url = fields.Url(required=True)
    expires_at = fields.AwareDateTime(required=True)


class SentFileSchema(Schema):
    id = fields.UUID(required=True, attribute="file.id")
    name = fields.String(required=True, attribute="file.name")
    media_type = fields.String(required=True, attribute="file.media_type")
    bytes = fields.Integer(required=True, attribute="file.bytes")
    scan = fields.String(required=True, attribute="file.scan")
    sent_at = fields.AwareDateTime(required=True, attribute="file.created_at")
    link = fields.Nested(
        SentFileLinkSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null while a scanner looks at the file, and if it is harmful."},
    )


class SentFileListSchema(Schema):
    items = fields.List(fields.Nested(SentFileSchema), required=True)
