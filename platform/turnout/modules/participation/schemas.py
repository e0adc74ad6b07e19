"""Requests about places in sessions and favourites."""

from marshmallow import Schema, fields

from turnout.modules.events.schemas import LanguageArguments

__all__ = ["LanguageArguments", "RegistrationSchema"]


class RegistrationSchema(Schema):
    ticket_id = fields.UUID(required=True)
