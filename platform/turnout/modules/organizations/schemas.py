"""Requests about organizations, legal texts, members and invitations."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.organizations.rules import LONGEST_LEGAL_TEXT, MOST_LANGUAGES
from turnout.modules.organizations.types import (
    Font,
    Kind,
    LegalWording,
    NewInvitation,
    OrganizationUpdate,
)
from turnout.modules.roles.api import Grant

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
    font = one_of(
        Font,
        required=False,
        metadata={"description": "What pages are set in; nothing is fetched from elsewhere for it"},
    )
    is_crawled = YesOrNo(
        metadata={"description": "Whether search engines may visit the organization's pages"}
    )


class NewOrganizationSchema(OrganizationFields):
    """The body of a new organization; the person who sends it becomes its owner."""

    name = fields.String(required=True, validate=SHORT)
    slug = fields.String(required=True, validate=validate.Length(max=63))
    kind = one_of(Kind, required=False)


class OrganizationUpdateSchema(OrganizationFields):
    component = "OrganizationsOrganizationChange"
    name = fields.String(validate=SHORT)
    slug = fields.String(validate=validate.Length(max=63))

    @post_load
    def to_changes(self, data: dict[str, Any], **_: Any) -> OrganizationUpdate:
        return OrganizationUpdate(**data)


class LegalWordingSchema(Schema):
    """A text in one language: its own words as HTML, or the address where it stands."""

    component = "OrganizationsLegalWordingFields"
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


class NewInvitationSchema(GrantSchema):
    email = fields.String(required=True, validate=validate.Length(max=254))
    locale = fields.String(load_default="en", validate=validate.Length(max=35))
    valid_days = fields.Integer(
        strict=True,
        load_default=None,
        validate=validate.Range(min=1, max=30),
        metadata={"description": "Without it, as long as the operator says"},
    )

    @post_load
    def to_grant(self, data: dict[str, Any], **_: Any) -> NewInvitation:
        grant = {name: data.pop(name) for name in ("role", "event_ids", "expires_at")}
        return NewInvitation(grant=grant_of(grant), **data)


def grant_of(data: dict[str, Any]) -> Grant:
    event_ids = data.pop("event_ids")
    return Grant(**data, event_ids=None if event_ids is None else tuple(event_ids))
