"""Requests about agencies and their clients."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.agencies.types import AgencyLinkOffer, ClientScope

SOME = validate.Length(min=1, max=200)
LONGEST_MINUTES = 30 * 24 * 60


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


class AgencyLinkUpdateSchema(Schema):
    second_factor_minutes = fields.Integer(
        strict=True,
        required=True,
        allow_none=True,
        validate=validate.Range(min=1, max=LONGEST_MINUTES),
        metadata={
            "description": "Members of the agency must have proved themselves by a second factor"
            " within so many minutes; null asks for nothing"
        },
    )


class ClientScopeSchema(Schema):
    """A client; `event_ids` limits it to some of its events."""

    component = "OrganizationsClientScopeFields"
    organization_id = fields.UUID(required=True)
    event_ids = fields.List(
        fields.UUID(required=True), allow_none=True, load_default=None, validate=SOME
    )

    @post_load
    def to_scope(self, data: dict[str, Any], **_: Any) -> ClientScope:
        event_ids = data["event_ids"]
        return ClientScope(
            organization_id=data["organization_id"],
            event_ids=None if event_ids is None else tuple(event_ids),
        )


class ClientListUpdateSchema(Schema):
    """The clients in which the member may act; null for all of them, an empty list for none."""

    clients = fields.List(
        fields.Nested(ClientScopeSchema),
        required=True,
        allow_none=True,
        validate=validate.Length(max=1_000),
    )


class PageOfLinksArguments(Schema):
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))
    limit = fields.Integer(load_default=None)
