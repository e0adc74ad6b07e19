"""Requests and answers of files."""

from marshmallow import Schema, fields, validate

from turnout.modules.files import rules
from turnout.modules.files.models import Audience, FileKind, FileVisibility, ScanState

LONGEST_SENT_NAME = 400
LONGEST_TITLE = 200


class FileSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.Enum(FileKind, by_value=True, required=True)
    media_type = fields.String(required=True)
    bytes = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    visibility = fields.Enum(FileVisibility, by_value=True, required=True)
    scan = fields.Enum(ScanState, by_value=True, required=True)
    placeholder = fields.String(required=True, allow_none=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)


class LogoFields(Schema):
    file_id = fields.UUID(required=True)


class LogoSchema(Schema):
    file_id = fields.UUID(required=True, allow_none=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    version = fields.Integer(
        required=True, metadata={"description": "The organization's, for `If-Match`."}
    )


class FilePageSchema(Schema):
    items = fields.List(fields.Nested(FileSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class FilePageArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class FileChangeSchema(Schema):
    visibility = fields.Enum(FileVisibility, by_value=True, required=True)


class LinkRequestSchema(Schema):
    expires_in_seconds = fields.Integer(
        strict=True, load_default=600, validate=validate.Range(min=30, max=86_400)
    )


class LinkSchema(Schema):
    url = fields.Url(required=True)
    expires_at = fields.AwareDateTime(required=True)


class UsageSchema(Schema):
    used_bytes = fields.Integer(required=True)
    quota_bytes = fields.Integer(required=True)


class UploadPlanSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(max=LONGEST_SENT_NAME))
    media_type = fields.String(
        required=True, validate=validate.Regexp(r"^[a-z]+/[a-z0-9.+-]{1,100}\Z")
    )
    bytes = fields.Integer(
        strict=True, required=True, validate=validate.Range(min=1, max=rules.MAX_FILE_BYTES)
    )
    sha256 = fields.String(load_default=None, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))
    visibility = fields.Enum(FileVisibility, by_value=True, load_default=FileVisibility.PRIVATE)


class PlannedUploadSchema(Schema):
    id = fields.UUID(required=True)
    method = fields.String(required=True)
    url = fields.String(required=True)
    headers = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    fields_ = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        attribute="fields",
        data_key="fields",
    )
    expires_at = fields.AwareDateTime(required=True)


class NewEventFileSchema(Schema):
    file_id = fields.UUID(required=True)
    audience = fields.Enum(Audience, by_value=True, required=True)
    title = fields.String(load_default="", validate=validate.Length(max=LONGEST_TITLE))
    position = fields.Integer(
        strict=True, load_default=0, validate=validate.Range(min=0, max=10_000)
    )


class EventFileChangeSchema(Schema):
    audience = fields.Enum(Audience, by_value=True)
    title = fields.String(validate=validate.Length(max=LONGEST_TITLE))
    position = fields.Integer(strict=True, validate=validate.Range(min=0, max=10_000))


class EventFileSchema(Schema):
    id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    file = fields.Nested(FileSchema, required=True)
    audience = fields.Enum(Audience, by_value=True, required=True)
    title = fields.String(required=True)
    position = fields.Integer(required=True)
    version = fields.Integer(required=True)
    link = fields.Nested(LinkSchema, required=True, allow_none=True)


class EventFileListSchema(Schema):
    items = fields.List(fields.Nested(EventFileSchema), required=True)
