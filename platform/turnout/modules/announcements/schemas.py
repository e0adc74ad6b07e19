"""Requests about announcements."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import LANGUAGE, YesOrNo
from turnout.modules.announcements.content import (
    SegmentSchema,
    channels_field,
    described,
    texts_field,
)
from turnout.modules.announcements.models import AnnouncementChannel
from turnout.modules.announcements.types import EMAIL_ONLY, NewAnnouncement


class AnnouncementUpdateSchema(Schema):
    component = "AnnouncementsChanges"
    texts = texts_field()
    segment = fields.Nested(SegmentSchema)
    channels = channels_field()
    is_important = YesOrNo()


class NewAnnouncementSchema(Schema):
    component = "AnnouncementsNewAnnouncement"
    texts = texts_field(required=True)
    segment = fields.Nested(SegmentSchema, required=True)
    channels = channels_field(load_default=lambda: list(EMAIL_ONLY))
    is_important = YesOrNo(
        load_default=False,
        metadata=described(
            "Only for what a ticket holder has to know: it also reaches who unsubscribed."
        ),
    )

    @post_load
    def to_announcement(self, data: dict[str, Any], **_: Any) -> NewAnnouncement:
        return NewAnnouncement(**data)


class ScheduleSchema(Schema):
    component = "AnnouncementsSchedule"
    send_at = fields.AwareDateTime(
        load_default=None, allow_none=True, metadata=described("Null: now.")
    )


class TestSchema(Schema):
    component = "AnnouncementsTest"
    language = fields.String(required=True, validate=LANGUAGE)
    channel = one_of(
        AnnouncementChannel, required=False, load_default=AnnouncementChannel.EMAIL.value
    )


class PreviewArguments(Schema):
    language = fields.String(load_default="", validate=validate.Length(max=40))
