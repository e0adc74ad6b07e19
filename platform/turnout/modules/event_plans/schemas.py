"""Requests about event plans."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import LANGUAGE, not_blank, whole
from turnout.modules.event_plans.rules import LONGEST_MINUTES
from turnout.modules.event_plans.types import NewCue, NewSupplier, NewTask, TaskState


def _text(most: int, **options: Any) -> fields.String:
    return fields.String(validate=validate.Length(max=most), **options)


class PrintArguments(Schema):
    language = fields.String(
        load_default=None,
        validate=LANGUAGE,
        metadata={"description": "Of the headings and days; else the organization's"},
    )


class TaskUpdateSchema(Schema):
    title = fields.String(validate=not_blank(200))
    notes = _text(4_000)
    owner_id = fields.UUID(allow_none=True)
    due_on = fields.Date(allow_none=True)
    state = one_of(TaskState, required=False)

    @post_load
    def to_values(self, data: dict[str, Any], **_: Any) -> Any:
        return data | ({"state": TaskState(data["state"])} if "state" in data else {})


class NewTaskSchema(TaskUpdateSchema):
    title = fields.String(required=True, validate=not_blank(200))

    @post_load
    def to_values(self, data: dict[str, Any], **_: Any) -> NewTask:
        state = TaskState(data.pop("state", TaskState.OPEN))
        return NewTask(**data, state=state)


class SupplierUpdateSchema(Schema):
    name = fields.String(validate=not_blank(200))
    supplies = _text(1_000)
    contact_name = _text(200)
    email = _text(320)
    phone = _text(50)
    notes = _text(4_000)


class NewSupplierSchema(SupplierUpdateSchema):
    name = fields.String(required=True, validate=not_blank(200))

    @post_load
    def to_supplier(self, data: dict[str, Any], **_: Any) -> NewSupplier:
        return NewSupplier(**data)


class CueUpdateSchema(Schema):
    starts_at = fields.DateTime(
        metadata={"description": "Without an offset it is local in the event's zone"}
    )
    title = fields.String(validate=not_blank(200))
    place = _text(200)
    responsible = _text(200)
    notes = _text(4_000)
    minutes = whole(0, LONGEST_MINUTES)


class NewCueSchema(CueUpdateSchema):
    starts_at = fields.DateTime(required=True)
    title = fields.String(required=True, validate=not_blank(200))

    @post_load
    def to_cue(self, data: dict[str, Any], **_: Any) -> NewCue:
        return NewCue(**data)
