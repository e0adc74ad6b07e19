"""Requests and answers about agendas, places in sessions, favourites and followed organizers."""

from marshmallow import Schema, fields

from turnout.modules.events.schemas import LanguageArguments, PublicEventSchema
from turnout.modules.programme.schemas import ConflictSchema, SessionSchema

__all__ = [
    "AgendaSchema",
    "FavouriteListSchema",
    "GuestAgendaSchema",
    "LanguageArguments",
    "RegistrationSchema",
    "TicketListSchema",
]


class RegistrationSchema(Schema):
    ticket_id = fields.UUID(required=True)


class RegisteredTicketSchema(Schema):
    ticket_id = fields.UUID(required=True)


class TicketListSchema(Schema):
    items = fields.List(fields.Nested(RegisteredTicketSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class AgendaSchema(Schema):
    id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    sessions = fields.List(fields.Nested(SessionSchema), required=True)
    clashes = fields.List(fields.Nested(ConflictSchema), required=True)
    feed_url = fields.String(
        required=True,
        metadata={"description": "A calendar to subscribe to; keep the address to yourself"},
    )


class GuestAgendaSchema(Schema):
    agenda = fields.Nested(AgendaSchema, required=True)
    secret = fields.String(required=True, metadata={"description": "The only key to it"})


class FavouriteSchema(Schema):
    organization_id = fields.UUID(required=True)
    since = fields.AwareDateTime(required=True)
    event = fields.Nested(PublicEventSchema, required=True)


class FavouriteListSchema(Schema):
    items = fields.List(fields.Nested(FavouriteSchema), required=True)
