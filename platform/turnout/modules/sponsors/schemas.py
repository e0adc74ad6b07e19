"""Requests and answers about sponsors and their levels."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import RICH, not_blank, web_address
from turnout.modules.programme.schemas import (
    MadeSelfServiceLinkSchema,
    NewLinkSchema,
    OwnEventSchema,
)
from turnout.modules.sponsors.types import NewSponsor

__all__ = [
    "MadeSelfServiceLinkSchema",
    "NewLinkSchema",
    "NewSponsorLevelSchema",
    "NewSponsorSchema",
    "PublicSponsorSchema",
    "PublicSponsorsSchema",
    "SponsorChangeSchema",
    "SponsorLevelChangeSchema",
    "SponsorLevelListSchema",
    "SponsorLevelSchema",
    "SponsorListSchema",
    "SponsorPartSchema",
    "SponsorSchema",
    "SponsorsOfLevelSchema",
]

PLACE = validate.Range(min=0, max=10_000)


class SponsorFields(Schema):
    level_id = fields.UUID(allow_none=True)
    description = fields.String(validate=RICH)
    url = web_address(allow_none=True)
    logo_file_id = fields.UUID(allow_none=True)
    contact_name = fields.String(validate=validate.Length(max=200))
    contact_email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    is_public = fields.Boolean()
    position = fields.Integer(strict=True, validate=PLACE)


class NewSponsorSchema(SponsorFields):
    name = fields.String(required=True, validate=not_blank(200))

    @post_load
    def to_sponsor(self, data: dict[str, Any], **_: Any) -> NewSponsor:
        return NewSponsor(**data)


class SponsorChangeSchema(SponsorFields):
    name = fields.String(validate=not_blank(200))


class PublicSponsorSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    logo_file_id = fields.UUID(required=True, allow_none=True)


class SponsorSchema(PublicSponsorSchema):
    level_id = fields.UUID(required=True, allow_none=True)
    contact_name = fields.String(required=True)
    contact_email = fields.String(required=True, allow_none=True)
    is_public = fields.Boolean(required=True)
    position = fields.Integer(required=True)
    version = fields.Integer(required=True)


class SponsorListSchema(Schema):
    items = fields.List(fields.Nested(SponsorSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SponsorsOfLevelSchema(Schema):
    name = fields.String(required=True)
    sponsors = fields.List(fields.Nested(PublicSponsorSchema), required=True)


class PublicSponsorsSchema(Schema):
    items = fields.List(fields.Nested(SponsorsOfLevelSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class NewSponsorLevelSchema(Schema):
    name = fields.String(required=True, validate=not_blank(200))


class SponsorLevelChangeSchema(Schema):
    name = fields.String(validate=not_blank(200))
    position = fields.Integer(strict=True, validate=PLACE)


class SponsorLevelSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    position = fields.Integer(required=True)


class SponsorLevelListSchema(Schema):
    items = fields.List(fields.Nested(SponsorLevelSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SponsorPartSchema(Schema):
    event = fields.Nested(OwnEventSchema, required=True)
    sponsor = fields.Nested(PublicSponsorSchema, required=True)
    level = fields.String(required=True)
    is_public = fields.Boolean(required=True)
