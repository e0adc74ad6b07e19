"""Requests about ownership claims."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import not_blank


class NewClaimLinkSchema(Schema):
    days = fields.Integer(strict=True, load_default=14, validate=validate.Range(min=1, max=60))


class RevokedClaimLinkSchema(Schema):
    reason = fields.String(
        required=True,
        validate=not_blank(1_000),
        metadata={"description": "Why; it stands among the acts of operators"},
    )


class NewPlatformClaimLinkSchema(NewClaimLinkSchema, RevokedClaimLinkSchema):
    pass


class ClaimByLinkSchema(Schema):
    organization_id = fields.UUID(required=True)
    secret = fields.String(required=True, validate=validate.Length(min=20, max=100))


class NewDomainClaimSchema(Schema):
    slug = fields.String(required=True, validate=validate.Length(min=1, max=63))
    host = fields.String(
        required=True,
        validate=validate.Length(min=1, max=253),
        metadata={
            "description": "Of the organization's website or contact address, or a domain that it"
            " has named"
        },
    )
