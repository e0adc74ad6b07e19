"""Requests about places in sessions and favourites: a ticket, the language of texts."""

from marshmallow import Schema, fields

from turnout.modules.events.schemas import LanguageArguments

__all__ = ["LanguageArguments", "RegistrationSchema"]


class RegistrationSchema(Schema):
    ticket_id = fields.UUID(required=True)
