"""Requests about gates and shifts."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.shifts.types import NewShift

NAME = validate.Length(min=1, max=100)
NOTES = validate.Length(max=2_000)
LOCAL = {"description": "Local in the event's zone, unless an offset is given"}
PEOPLE = validate.Range(min=1, max=1_000)


class NewGateSchema(Schema):
    name = fields.String(required=True, validate=NAME)


class NewShiftSchema(Schema):
    name = fields.String(required=True, validate=NAME)
    starts_at = fields.DateTime(required=True, metadata=LOCAL)
    ends_at = fields.DateTime(required=True, metadata=LOCAL)
    gate_id = fields.UUID(allow_none=True, load_default=None)
    people_needed = fields.Integer(strict=True, load_default=1, validate=PEOPLE)
    notes = fields.String(load_default="", validate=NOTES)

    @post_load
    def to_shift(self, data: dict[str, Any], **_: Any) -> NewShift:
        return NewShift(**data)


class ShiftUpdateSchema(Schema):
    name = fields.String(validate=NAME)
    starts_at = fields.DateTime(metadata=LOCAL)
    ends_at = fields.DateTime(metadata=LOCAL)
    gate_id = fields.UUID(allow_none=True)
    people_needed = fields.Integer(strict=True, validate=PEOPLE)
    notes = fields.String(validate=NOTES)


class PeopleSchema(Schema):
    """Everybody who is in the shift from now on."""

    component = "ShiftsPeople"
    member_ids = fields.List(
        fields.UUID(required=True), required=True, validate=validate.Length(max=200)
    )
