"""Answers about favourites and followed organizers."""

from marshmallow import Schema, fields

from turnout.modules.events.schemas.public import PublicEventSchema


class FavouriteSchema(Schema):
    organization_id = fields.UUID(required=True)
    since = fields.AwareDateTime(required=True)
    event = fields.Nested(PublicEventSchema, required=True)


class FavouriteListSchema(Schema):
    items = fields.List(fields.Nested(FavouriteSchema), required=True)


class FollowedSchema(Schema):
    organization_id = fields.UUID(required=True)
    slug = fields.String(required=True)
    name = fields.String(required=True)
    since = fields.AwareDateTime(required=True)


class FollowedListSchema(Schema):
    items = fields.List(fields.Nested(FollowedSchema), required=True)
