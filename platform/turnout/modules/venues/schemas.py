"""Requests about venues and rooms."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.request_fields import not_blank, web_address, whole
from turnout.modules.venues.types import NewRoom, NewVenue

NAME = not_blank(200)
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
    website = web_address(allow_none=True, most=500)
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


class RoomFields(Schema):
    capacity = whole(1, 1_000_000, allow_none=True)
    position = whole(0, 1_000_000)


class NewRoomSchema(RoomFields):
    name = fields.String(required=True, validate=NAME)

    @post_load
    def to_room(self, data: dict[str, Any], **_: Any) -> NewRoom:
        return NewRoom(**data)


class RoomUpdateSchema(RoomFields):
    component = "VenuesRoomChange"
    name = fields.String(validate=NAME)
