"""Requests about notes and tags."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.order_notes.rules import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS_OF_ONE
from turnout.modules.order_notes.types import NewTag, TagColor


class NoteArguments(PageArguments):
    attendee_id = fields.UUID(
        load_default=None,
        metadata={"description": "Only the notes on this attendee of the order."},
    )


class NoteUpdateSchema(Schema):
    text = fields.String(required=True, validate=not_blank(LONGEST_NOTE))


class NewNoteSchema(NoteUpdateSchema):
    attendee_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "An attendee of the order; null or left out: the order itself"},
    )


class NewTagSchema(Schema):
    name = fields.String(required=True, validate=not_blank(LONGEST_TAG))
    color = one_of(TagColor, load_default=TagColor.GREY.value)

    @post_load
    def to_tag(self, data: dict[str, Any], **_: Any) -> NewTag:
        return NewTag(name=data["name"].strip(), color=TagColor(data["color"]))


class TagUpdateSchema(Schema):
    name = fields.String(validate=not_blank(LONGEST_TAG))
    color = one_of(TagColor, required=False)


class TagsSchema(Schema):
    tag_ids = fields.List(
        fields.UUID(required=True),
        required=True,
        validate=validate.Length(max=MOST_TAGS_OF_ONE),
        metadata={"description": "All tags that it has from now on, instead of the former ones"},
    )
