"""Requests about reminders."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import LANGUAGE, YesOrNo
from turnout.modules.announcements.api import (
    EMAIL_ONLY,
    AnnouncementChannel,
    SegmentSchema,
    channels_field,
    texts_field,
)
from turnout.modules.reminders.models import Anchor
from turnout.modules.reminders.rules import MOST_DAYS, MOST_MINUTES
from turnout.modules.reminders.types import NewReminder, Timing

DAYS: Final = validate.Range(min=-MOST_DAYS, max=MOST_DAYS)
MINUTES: Final = validate.Range(min=-MOST_MINUTES, max=MOST_MINUTES)
CLOCK: Final = validate.Regexp(
    r"([01][0-9]|2[0-3]):[0-5][0-9]\Z", error="Write hours and minutes, such as 09:30."
)


def described(text: str) -> dict[str, str]:
    return {"description": text}


class TimingSchema(Schema):
    component = "RemindersTiming"
    session_id = fields.UUID(
        load_default=None, allow_none=True, metadata=described("Null: of the event itself.")
    )
    anchor = one_of(Anchor)
    days = fields.Integer(
        load_default=0,
        strict=True,
        validate=DAYS,
        metadata=described("On the event's calendar; below zero before the anchor."),
    )
    minutes = fields.Integer(
        load_default=0,
        strict=True,
        validate=MINUTES,
        metadata=described("As they pass, after the days; zero beside `at_time`."),
    )
    at_time = fields.String(
        load_default=None,
        allow_none=True,
        validate=CLOCK,
        metadata=described("On the event's clock, such as 09:30; null: that of the anchor."),
    )

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> Any:
        return Timing(**data)


class NewReminderSchema(TimingSchema):
    component = "RemindersNewReminder"
    texts = texts_field(required=True)
    segment = fields.Nested(SegmentSchema, required=True)
    channels = channels_field(load_default=lambda: list(EMAIL_ONLY))
    is_important = YesOrNo(load_default=False)
    is_on = YesOrNo(load_default=True)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> Any:
        return NewReminder(**data)


class ReminderUpdateSchema(Schema):
    component = "RemindersChanges"
    session_id = fields.UUID(allow_none=True)
    anchor = one_of(Anchor, required=False)
    days = fields.Integer(strict=True, validate=DAYS)
    minutes = fields.Integer(strict=True, validate=MINUTES)
    at_time = fields.String(allow_none=True, validate=CLOCK)
    texts = texts_field()
    segment = fields.Nested(SegmentSchema)
    channels = channels_field()
    is_important = YesOrNo()
    is_on = YesOrNo()


class TestSchema(Schema):
    component = "RemindersTest"
    language = fields.String(required=True, validate=LANGUAGE)
    channel = one_of(
        AnnouncementChannel, required=False, load_default=AnnouncementChannel.EMAIL.value
    )


class PreviewArguments(Schema):
    language = fields.String(load_default="", validate=validate.Length(max=40))
