"""Requests about message templates."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.modules.message_templates.enums import BlockType
from turnout.modules.message_templates.messages import LANGUAGES, MESSAGES
from turnout.modules.message_templates.types import (
    NewMessageTemplate,
    PreviewRequest,
    TemplateBlock,
    TemplateContent,
)

MOST_BLOCKS = 40


class TemplateBlockSchema(Schema):
    component = "MessageTemplatesBlockFields"
    type = one_of(BlockType)
    text = fields.String(load_default="", validate=validate.Length(max=4_000))
    url = fields.String(load_default="", validate=validate.Length(max=500))

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> TemplateBlock:
        return TemplateBlock(**data)


class TemplateContentSchema(Schema):
    component = "MessageTemplatesContentFields"
    subject = fields.String(required=True, validate=validate.Length(max=500))
    preheader = fields.String(load_default="", validate=validate.Length(max=500))
    blocks = fields.List(
        fields.Nested(TemplateBlockSchema),
        required=True,
        validate=validate.Length(max=MOST_BLOCKS),
    )

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> TemplateContent:
        return TemplateContent(**data)


class NewMessageTemplateSchema(Schema):
    component = "MessageTemplatesNewTemplate"
    message = one_of(MESSAGES)
    language = one_of(LANGUAGES)
    event_id = fields.UUID(load_default=None, allow_none=True)
    content = fields.Nested(
        TemplateContentSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "Null: that of the built-in mail."},
    )

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> NewMessageTemplate:
        return NewMessageTemplate(**data)


class MessageTemplateUpdateSchema(Schema):
    component = "MessageTemplatesChanges"
    content = fields.Nested(TemplateContentSchema, required=True)


class PreviewRequestSchema(Schema):
    component = "MessageTemplatesPreviewFields"
    message = one_of(MESSAGES)
    language = one_of(LANGUAGES)
    event_id = fields.UUID(load_default=None, allow_none=True)
    order_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Null: sample data."}
    )
    content = fields.Nested(TemplateContentSchema, load_default=None, allow_none=True)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> PreviewRequest:
        return PreviewRequest(**data)


class MessageTemplateArguments(Schema):
    event_id = fields.UUID(
        load_default=None, metadata={"description": "Of one event; otherwise those for all."}
    )
