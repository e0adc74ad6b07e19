"""Requests about domains."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import YesOrNo

LEADS = {"description": "Whether visitors of this host come to the organization's pages"}


class NewDomainSchema(Schema):
    host = fields.String(
        required=True,
        validate=validate.Length(max=253),
        metadata={"description": "A name of a host", "example": "tickets.example.org"},
    )
    leads_here = YesOrNo(load_default=False, metadata=LEADS)


class DomainUpdateSchema(Schema):
    leads_here = YesOrNo(required=True, metadata=LEADS)


class CertificateArguments(Schema):
    domain = fields.String(required=True, validate=validate.Length(max=253))
