"""Requests about files, uploads, files of events and the logo."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.files import rules
from turnout.modules.files.models import Audience, FileVisibility
from turnout.modules.files.types import NewEventFile, UploadPlan

LONGEST_SENT_NAME = 400
TITLE = validate.Length(max=200)
POSITION = validate.Range(min=0, max=10_000)


class LogoUpdateSchema(Schema):
    component = "FilesLogoFields"
    file_id = fields.UUID(required=True)


class FilePageArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class FileUpdateSchema(Schema):
    component = "FilesFileChange"
    visibility = fields.Enum(FileVisibility, by_value=True, required=True)


class NewLinkSchema(Schema):
    component = "FilesLinkRequest"
    expires_in_seconds = fields.Integer(
        strict=True, load_default=600, validate=validate.Range(min=30, max=86_400)
    )


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

    @post_load
    def to_plan(self, data: dict[str, Any], **_: Any) -> UploadPlan:
        return UploadPlan(**data)


class NewEventFileSchema(Schema):
    file_id = fields.UUID(required=True)
    audience = fields.Enum(Audience, by_value=True, required=True)
    title = fields.String(load_default="", validate=TITLE)
    position = fields.Integer(strict=True, load_default=0, validate=POSITION)

    @post_load
    def to_event_file(self, data: dict[str, Any], **_: Any) -> NewEventFile:
        return NewEventFile(**data)


class EventFileUpdateSchema(Schema):
    component = "FilesEventFileChange"
    audience = fields.Enum(Audience, by_value=True)
    title = fields.String(validate=TITLE)
    position = fields.Integer(strict=True, validate=POSITION)
