"""Requests and answers about places in sessions and favourites."""

from marshmallow import Schema, fields

from turnout.modules.events.schemas import LanguageArguments, PublicEventSchema

__all__ = ["FavouriteListSchema", "LanguageArguments", "RegistrationSchema"]


class RegistrationSchema(Schema):
    ticket_id = fields.UUID(required=True)


class FavouriteSchema(Schema):
    organization_id = fields.UUID(required=True)
    since = fields.AwareDateTime(required=True)
    event = fields.Nested(PublicEventSchema, required=True)


class FavouriteListSchema(Schema):
    items = fields.List(fields.Nested(FavouriteSchema), required=True)
