"""Requests about files, uploads, files of events and the logo."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import PageArguments, whole
from turnout.modules.files import rules
from turnout.modules.files.models import Audience, FileKind, FileVisibility
from turnout.modules.files.types import NewEventFile, UploadPlan

TITLE = validate.Length(max=200)
MOST_POSITION = 10_000


class FilePageArguments(PageArguments):
    kind = fields.Enum(FileKind, by_value=True, load_default=None)
    q = fields.String(load_default="", validate=TITLE, metadata={"description": "Part of the name"})


class LogoUpdateSchema(Schema):
    component = "FilesLogoFields"
    file_id = fields.UUID(required=True)


class FileUpdateSchema(Schema):
    component = "FilesFileChange"
    visibility = fields.Enum(FileVisibility, by_value=True, required=True)


class NewLinkSchema(Schema):
    component = "FilesLinkRequest"
    expires_in_seconds = whole(30, 86_400, load_default=600)


class UploadPlanSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(max=400))
    media_type = fields.String(
        required=True, validate=validate.Regexp(r"^[a-z]+/[a-z0-9.+-]{1,100}\Z")
    )
    bytes = whole(1, rules.MAX_FILE_BYTES, required=True)
    sha256 = fields.String(load_default=None, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))
    visibility = fields.Enum(FileVisibility, by_value=True, load_default=FileVisibility.PRIVATE)

    @post_load
    def to_plan(self, data: dict[str, Any], **_: Any) -> UploadPlan:
        return UploadPlan(**data)


class NewEventFileSchema(Schema):
    file_id = fields.UUID(required=True)
    audience = fields.Enum(Audience, by_value=True, required=True)
    title = fields.String(load_default="", validate=TITLE)
    position = whole(0, MOST_POSITION, load_default=0)

    @post_load
    def to_event_file(self, data: dict[str, Any], **_: Any) -> NewEventFile:
        return NewEventFile(**data)


class EventFileUpdateSchema(Schema):
    component = "FilesEventFileChange"
    audience = fields.Enum(Audience, by_value=True)
    title = fields.String(validate=TITLE)
    position = whole(0, MOST_POSITION)
