"""Requests and answers of organizations."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.organizations.rules import LONGEST_LEGAL_TEXT, MOST_LANGUAGES
from turnout.modules.organizations.service.invitations import NewInvitation
from turnout.modules.organizations.types import (
    AgencyLinkOffer,
    Font,
    Grant,
    LegalWording,
    OrganizationUpdate,
)

SHORT = validate.Length(max=200)
LONG = validate.Length(max=5_000)
SOME_EVENTS = validate.Length(min=1, max=200)


class OrganizationFields(Schema):
    description = fields.String(validate=LONG)
    website = fields.String(validate=validate.Length(max=500))
    contact_email = fields.String(validate=validate.Length(max=254))
    currency = fields.String(validate=validate.Length(equal=3))
    time_zone = fields.String(validate=SHORT)
    locale = fields.String(validate=validate.Length(max=35))
    brand_color = fields.String(
        validate=validate.Length(max=7),
        metadata={
            "description": "`#rrggbb`. Where it cannot be read as text (4.5 to 1), pages use its"
            " nearest shade that can: darker on light pages, lighter on dark ones; pages in high"
            " contrast keep their own colours."
        },
    )
    font = fields.String(
        validate=validate.OneOf(tuple(Font)),
        metadata={"description": "What pages are set in; nothing is fetched from elsewhere for it"},
    )
    is_crawled = fields.Boolean(
        metadata={"description": "Whether search engines may visit the organization's pages"}
    )


class NewOrganizationSchema(OrganizationFields):
    """The body of a new organization; the person who sends it becomes its owner."""

    name = fields.String(required=True, validate=SHORT)
    slug = fields.String(required=True, validate=validate.Length(max=63))
    kind = fields.String(validate=validate.OneOf(("organization", "agency")))


class OrganizationChangeSchema(OrganizationFields):
    name = fields.String(validate=SHORT)
    slug = fields.String(validate=validate.Length(max=63))

    @post_load
    def to_changes(self, data: dict[str, Any], **_: Any) -> OrganizationUpdate:
        return OrganizationUpdate(**data)


class OrganizationSchema(Schema):
    id = fields.UUID(required=True)
    slug = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    website = fields.String(required=True)
    contact_email = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    currency = fields.String(required=True)
    time_zone = fields.String(required=True)
    locale = fields.String(required=True)
    brand_color = fields.String(required=True)
    font = fields.String(required=True)
    logo_file_id = fields.UUID(required=True, allow_none=True)
    terms_number = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The version of the terms of service that is in force"},
    )
    privacy_number = fields.Integer(required=True, allow_none=True)
    imprint_number = fields.Integer(required=True, allow_none=True)
    is_crawled = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class LegalWordingSchema(Schema):
    """A text in one language: its own words as HTML, or the address where it stands."""

    html = fields.String(load_default="", validate=validate.Length(max=LONGEST_LEGAL_TEXT))
    url = fields.String(load_default="", validate=validate.Length(max=500))

    @post_load
    def to_wording(self, data: dict[str, Any], **_: Any) -> LegalWording:
        return LegalWording(**data)


class NewLegalTextSchema(Schema):
    texts = fields.Dict(
        keys=fields.String(validate=validate.Length(max=35)),
        values=fields.Nested(LegalWordingSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_LANGUAGES),
        metadata={"description": "By language tag; readers of others get the organization's own"},
    )


class LegalTextSchema(Schema):
    kind = fields.String(required=True)
    number = fields.Integer(required=True)
    texts = fields.Dict(
        keys=fields.String(), values=fields.Nested(LegalWordingSchema), required=True
    )
    published_at = fields.AwareDateTime(required=True)
    published_by = fields.String(
        required=True, metadata={"description": "Who published it; empty for who is no member"}
    )
    is_current = fields.Boolean(required=True)
    main_language = fields.String(
        required=True, metadata={"description": "The organization's own, for readers of no other"}
    )


class LegalTextListSchema(Schema):
    items = fields.List(fields.Nested(LegalTextSchema), required=True)


class LegalVersionSchema(Schema):
    number = fields.Integer(required=True)
    languages = fields.List(fields.String(), required=True)
    published_at = fields.AwareDateTime(required=True)
    is_current = fields.Boolean(required=True)


class LegalVersionPageSchema(Schema):
    items = fields.List(fields.Nested(LegalVersionSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class PageOfOrganizationArguments(Schema):
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))
    limit = fields.Integer(load_default=None)


class GrantSchema(Schema):
    """What a member may do; `event_ids` limits it to some events, `expires_at` in time."""

    role = fields.String(required=True)
    event_ids = fields.List(
        fields.UUID(required=True), allow_none=True, load_default=None, validate=SOME_EVENTS
    )
    expires_at = fields.AwareDateTime(allow_none=True, load_default=None)

    @post_load
    def to_grant(self, data: dict[str, Any], **_: Any) -> Grant:
        return grant_of(data)


class MembershipSchema(Schema):
    id = fields.UUID(required=True)
    user_id = fields.UUID(required=True)
    role = fields.String(required=True)
    event_ids = fields.List(fields.UUID(), required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class NewInvitationSchema(GrantSchema):
    email = fields.String(required=True, validate=validate.Length(max=254))
    locale = fields.String(load_default="en", validate=validate.Length(max=35))
    valid_days = fields.Integer(strict=True, load_default=7, validate=validate.Range(min=1, max=30))

    @post_load
    def to_grant(self, data: dict[str, Any], **_: Any) -> NewInvitation:
        return NewInvitation(
            email=data["email"],
            grant=grant_of(data),
            locale=data["locale"],
            valid_days=data["valid_days"],
        )


class InvitationSchema(Schema):
    """An open invitation; its link travels by mail only."""

    id = fields.UUID(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True)
    event_ids = fields.List(fields.UUID(), required=True, allow_none=True)
    member_until = fields.AwareDateTime(required=True, allow_none=True)
    state = fields.String(required=True)
    invited_by = fields.UUID(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    mailed_at = fields.AwareDateTime(required=True, allow_none=True)


class InvitationPageSchema(Schema):
    items = fields.List(fields.Nested(InvitationSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class OfferSchema(Schema):
    """The scope: a role's permissions, or the listed ones among them."""

    client_slug = fields.String(required=True, validate=validate.Length(max=63))
    role = fields.String(required=True)
    permissions = fields.List(
        fields.String(required=True), allow_none=True, load_default=None, validate=SOME_EVENTS
    )

    @post_load
    def to_offer(self, data: dict[str, Any], **_: Any) -> AgencyLinkOffer:
        permissions = data["permissions"]
        return AgencyLinkOffer(
            client_slug=data["client_slug"],
            role=data["role"],
            permissions=None if permissions is None else tuple(permissions),
        )


class AgencyLinkSchema(Schema):
    id = fields.UUID(required=True)
    organization_id = fields.UUID(required=True)
    organization_name = fields.String(required=True)
    organization_slug = fields.String(required=True)
    agency_id = fields.UUID(required=True)
    agency_name = fields.String(required=True)
    agency_slug = fields.String(required=True)
    role = fields.String(required=True)
    permissions = fields.List(fields.String(), required=True, allow_none=True)
    state = fields.String(required=True)
    offered_at = fields.AwareDateTime(required=True)
    accepted_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class AgencyLinkPageSchema(Schema):
    items = fields.List(fields.Nested(AgencyLinkSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


def grant_of(data: dict[str, Any]) -> Grant:
    event_ids = data["event_ids"]
    return Grant(
        role=data["role"],
        event_ids=None if event_ids is None else tuple(event_ids),
        expires_at=data["expires_at"],
    )
