"""Requests about sponsors and their levels."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import RICH, YesOrNo, not_blank, web_address
from turnout.modules.programme.schemas import NewLinkSchema
from turnout.modules.sponsors.types import NewSponsor

__all__ = [
    "NewLinkSchema",
    "NewSponsorLevelSchema",
    "NewSponsorSchema",
    "SponsorLevelUpdateSchema",
    "SponsorUpdateSchema",
]

PLACE = validate.Range(min=0, max=10_000)


class SponsorFields(Schema):
    level_id = fields.UUID(allow_none=True)
    description = fields.String(validate=RICH)
    url = web_address(allow_none=True)
    logo_file_id = fields.UUID(allow_none=True)
    contact_name = fields.String(validate=validate.Length(max=200))
    contact_email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    is_public = YesOrNo()
    position = fields.Integer(strict=True, validate=PLACE)


class NewSponsorSchema(SponsorFields):
    name = fields.String(required=True, validate=not_blank(200))

    @post_load
    def to_sponsor(self, data: dict[str, Any], **_: Any) -> NewSponsor:
        return NewSponsor(**data)


class SponsorUpdateSchema(SponsorFields):
    component = "EventsSponsorChange"
    name = fields.String(validate=not_blank(200))


class NewSponsorLevelSchema(Schema):
    name = fields.String(required=True, validate=not_blank(200))


class SponsorLevelUpdateSchema(Schema):
    component = "EventsSponsorLevelChange"
    name = fields.String(validate=not_blank(200))
    position = fields.Integer(strict=True, validate=PLACE)
