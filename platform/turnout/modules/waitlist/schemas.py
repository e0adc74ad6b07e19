"""Requests about waitlists."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    PageArguments,
    YesOrNo,
    email_field,
    locale_field,
    name_field,
    whole,
)
from turnout.modules.waitlist.rules import (
    LEAST_OFFER_MINUTES,
    MOST_OFFER_MINUTES,
    MOST_QUANTITY,
    Priority,
)
from turnout.modules.waitlist.types import (
    EntryState,
    NewEntry,
    NewSettings,
    WaitlistTypeSettings,
)

MOST_TYPES = 200


class NewEntrySchema(Schema):
    component = "WaitlistEntryFields"

    ticket_type_id = fields.UUID(required=True)
    quantity = whole(1, MOST_QUANTITY, required=True)
    email = email_field(required=True)
    name = name_field(load_default="")
    locale = locale_field(load_default="en")

    @post_load
    def to_entry(self, data: dict[str, Any], **_: Any) -> NewEntry:
        return NewEntry(**data)


class EntryArguments(PageArguments):
    state = one_of(EntryState, load_default=None)
    ticket_type_id = fields.UUID(load_default=None)
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=200),
        metadata={"description": "A part of the name or address."},
    )


class EntryUpdateSchema(Schema):
    component = "WaitlistEntryChanges"

    priority = one_of(Priority, required=True)


class TypeSettingsSchema(Schema):
    component = "WaitlistTypeFields"

    ticket_type_id = fields.UUID(required=True)
    is_open = YesOrNo(load_default=None, allow_none=True)
    freed_first = YesOrNo(load_default=None, allow_none=True)


class SettingsSchema(Schema):
    component = "WaitlistSettingsFields"

    is_open = YesOrNo(required=True)
    freed_first = YesOrNo(required=True)
    offer_minutes = whole(LEAST_OFFER_MINUTES, MOST_OFFER_MINUTES, required=True)
    most_quantity = whole(1, MOST_QUANTITY, required=True)
    types = fields.List(
        fields.Nested(TypeSettingsSchema),
        load_default=list,
        validate=validate.Length(max=MOST_TYPES),
    )

    @post_load
    def to_settings(self, data: dict[str, Any], **_: Any) -> NewSettings:
        types = tuple(WaitlistTypeSettings(**each) for each in data.pop("types"))
        return NewSettings(**data, types=types)
