"""Requests about agencies and their clients."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.agencies.types import AgencyLinkOffer

SOME = validate.Length(min=1, max=200)


class NewAgencyLinkSchema(Schema):
    """The scope: a role's permissions, or the listed ones among them."""

    component = "OrganizationsOffer"

    client_slug = fields.String(required=True, validate=validate.Length(max=63))
    role = fields.String(required=True)
    permissions = fields.List(
        fields.String(required=True), allow_none=True, load_default=None, validate=SOME
    )

    @post_load
    def to_offer(self, data: dict[str, Any], **_: Any) -> AgencyLinkOffer:
        scope = data.pop("permissions")
        return AgencyLinkOffer(**data, permissions=None if scope is None else tuple(scope))


class PageOfLinksArguments(Schema):
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))
    limit = fields.Integer(load_default=None)
