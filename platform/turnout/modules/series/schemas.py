"""Requests and answers about copies, series and their rules."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import response
from turnout.kernel.http.request_fields import RICH, YesOrNo, not_blank, percent_from
from turnout.modules.events.api import Event
from turnout.modules.events.schemas import EventUpdateSchema
from turnout.modules.series.types import NewSeries, OccurrenceChange, RecurrenceInput, Scope

SLUG = validate.Length(max=80)
MANY = validate.Length(max=500)


class SeriesFields(Schema):
    summary = fields.String(validate=validate.Length(max=500))
    description = fields.String(validate=RICH, metadata={"description": "HTML or plain text"})
    cover_file_id = fields.UUID(allow_none=True)
    cover_focus_x = percent_from("left")
    cover_focus_y = percent_from("top")
    is_public = YesOrNo()


class NewSeriesSchema(SeriesFields):
    title = fields.String(required=True, validate=not_blank(300))
    slug = fields.String(validate=SLUG)

    @post_load
    def to_series(self, data: dict[str, Any], **_: Any) -> NewSeries:
        return NewSeries(**data)


class SeriesUpdateSchema(SeriesFields):
    component = "EventsSeriesChange"
    title = fields.String(validate=not_blank(300))
    slug = fields.String(validate=SLUG)


class SeriesEventsSchema(Schema):
    items = fields.List(fields.Nested(response(Event)), required=True)


class RepetitionSchema(Schema):
    rule = fields.String(
        required=True,
        validate=validate.Length(max=500),
        metadata={"description": "RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=TU;COUNT=10"},
    )
    added_times = fields.List(fields.NaiveDateTime(), validate=MANY)
    left_out_times = fields.List(fields.NaiveDateTime(), validate=MANY)

    @post_load
    def to_repetition(self, data: dict[str, Any], **_: Any) -> RecurrenceInput:
        return RecurrenceInput(**_tuples(data))


class RuleUpdateSchema(RepetitionSchema):
    component = "EventsRuleChange"
    from_event_id = fields.UUID(required=True)
    confirm = YesOrNo(load_default=False)

    @post_load
    def to_repetition(self, data: dict[str, Any], **_: Any) -> Any:
        start, confirm = data.pop("from_event_id"), data.pop("confirm")
        return {
            "wanted": RecurrenceInput(**_tuples(data)),
            "from_event_id": start,
            "confirm": confirm,
        }


class OccurrenceUpdateSchema(Schema):
    component = "EventsOccurrenceChange"
    scope = fields.Enum(Scope, by_value=True, required=True)
    changes = fields.Nested(EventUpdateSchema, required=True)
    confirm = YesOrNo(
        load_default=False,
        metadata={"description": "Also move events with sold places, and tell their buyers"},
    )

    @post_load
    def to_change(self, data: dict[str, Any], **_: Any) -> OccurrenceChange:
        return OccurrenceChange(**data)


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if type(value) is list else value for name, value in data.items()}
