"""Shapes of the public search."""

from marshmallow import Schema, fields, validate

KINDS = ("in_person", "online", "hybrid")


class SearchArguments(Schema):
    """Empty fields take everything; several values of `kind` or `category` mean any of them."""

    q = fields.String(load_default="", validate=validate.Length(max=200))
    place = fields.String(load_default="", validate=validate.Length(max=100))
    starts_from = fields.Date(load_default=None, data_key="from")
    starts_until = fields.Date(load_default=None, data_key="until")
    kind = fields.List(fields.String(validate=validate.OneOf(KINDS)), load_default=list)
    category = fields.List(
        fields.String(validate=validate.Length(max=100)),
        load_default=list,
        validate=validate.Length(max=20),
    )
    free = fields.Boolean(load_default=False)
    order = fields.String(load_default="date", validate=validate.OneOf(("date", "relevance")))
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class PublicOrganizationSchema(Schema):
    id = fields.UUID()
    slug = fields.String()
    name = fields.String()


class PublicEventSchema(Schema):
    """Times carry the event's own offset; `price_minor` is the lowest price, null without any."""

    id = fields.UUID()
    organization = fields.Nested(PublicOrganizationSchema)
    slug = fields.String()
    title = fields.String()
    summary = fields.String()
    kind = fields.String()
    state = fields.String()
    starts_at = fields.DateTime()
    ends_at = fields.DateTime()
    time_zone = fields.String()
    place = fields.String()
    category = fields.String()
    tags = fields.List(fields.String())
    language = fields.String()
    price_minor = fields.Integer(allow_none=True)
    currency = fields.String(allow_none=True)


class FacetSchema(Schema):
    value = fields.String()
    count = fields.Integer()


class PublicEventPageSchema(Schema):
    items = fields.List(fields.Nested(PublicEventSchema))
    next_cursor = fields.String(allow_none=True)
    kinds = fields.List(fields.Nested(FacetSchema))
    categories = fields.List(fields.Nested(FacetSchema))
