"""Requests about hand-overs."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.modules.handovers.types import FormerOwners, NewHandover


class NewHandoverSchema(Schema):
    """To a person by `email`, or to an agency by `agency_slug`: one of both."""

    email = fields.String(validate=validate.Length(max=254))
    agency_slug = fields.String(validate=validate.Length(max=63))
    former_owners = one_of(FormerOwners, required=False)
    valid_days = fields.Integer(strict=True, load_default=7, validate=validate.Range(min=1, max=30))

    @validates_schema
    def one_side(self, data: dict[str, Any], **_: Any) -> None:
        if ("email" in data) == ("agency_slug" in data):
            raise ValidationError("Name a person or an agency, one of both.", "email")

    @post_load
    def to_handover(self, data: dict[str, Any], **_: Any) -> NewHandover:
        return NewHandover(**data)
