"""Requests about template shares."""

from marshmallow import Schema, fields, validate

from turnout.modules.events.schemas import NewCopySchema


class NewTemplateShareSchema(Schema):
    clients = fields.List(
        fields.UUID(required=True),
        required=True,
        allow_none=True,
        validate=validate.Length(min=1, max=1_000),
        metadata={"description": "Client organizations; null for all of them, those to come too"},
    )


class CopyOfTemplateSchema(NewCopySchema):
    """As a copy of an event of one's own."""
