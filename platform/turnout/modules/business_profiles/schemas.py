"""Requests about business profiles."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.business_profiles.rules import LONGEST_LINK
from turnout.modules.business_profiles.types import NewBusinessProfile, SocialNetwork


class NewBusinessProfileSchema(Schema):
    component = "NewBusinessProfile"
    country = fields.String(
        load_default="",
        validate=validate.Length(max=2),
        metadata={"description": "ISO 3166-1 alpha-2, such as DE; of the legal seat"},
    )
    social_links = fields.Dict(
        keys=fields.String(validate=validate.OneOf([each.value for each in SocialNetwork])),
        values=fields.String(required=True, validate=validate.Length(min=1, max=LONGEST_LINK)),
        load_default=dict,
        metadata={
            "description": "By network, each an address that begins with https://:"
            f" {', '.join(SocialNetwork)}"
        },
    )

    @post_load
    def to_profile(self, data: dict[str, Any], **_: Any) -> NewBusinessProfile:
        return NewBusinessProfile(**data)
