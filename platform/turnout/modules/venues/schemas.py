"""Requests about venues and rooms."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.modules.venues.types import NewRoom, NewVenue

NAME = [
    validate.Length(min=1, max=200),
    validate.Regexp(r"\s*\S", error="Write at least one letter."),
]
SHORT = validate.Length(max=200)


class VenueFields(Schema):
    street = fields.String(validate=SHORT)
    postal_code = fields.String(validate=validate.Length(max=20))
    city = fields.String(validate=SHORT)
    region = fields.String(validate=SHORT)
    country = fields.String(
        allow_none=True,
        validate=validate.Regexp(r"^[A-Z]{2}$(?!\n)", error="Two capital letters (ISO 3166-1)."),
    )
    latitude = fields.Float(allow_none=True, validate=validate.Range(min=-90, max=90))
    longitude = fields.Float(allow_none=True, validate=validate.Range(min=-180, max=180))
    website = fields.Url(
        allow_none=True, schemes={"http", "https"}, validate=validate.Length(max=500)
    )
    accessibility = fields.String(validate=validate.Length(max=5_000))

    @validates_schema
    def check_point(self, data: dict[str, Any], **_: Any) -> None:
        """A change that names one of the two names both."""
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            raise ValidationError("Latitude and longitude go together.", "longitude")


class NewVenueSchema(VenueFields):
    name = fields.String(required=True, validate=NAME)

    @post_load
    def to_venue(self, data: dict[str, Any], **_: Any) -> NewVenue:
        return NewVenue(**data)


class VenueUpdateSchema(VenueFields):
    component = "VenuesVenueChange"
    name = fields.String(validate=NAME)


class VenuePageArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class RoomFields(Schema):
    capacity = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(min=1, max=1_000_000)
    )
    position = fields.Integer(strict=True, validate=validate.Range(min=0, max=1_000_000))


class NewRoomSchema(RoomFields):
    name = fields.String(required=True, validate=NAME)

    @post_load
    def to_room(self, data: dict[str, Any], **_: Any) -> NewRoom:
        return NewRoom(**data)


class RoomUpdateSchema(RoomFields):
    component = "VenuesRoomChange"
    name = fields.String(validate=NAME)
