"""Requests about connections."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.connections.types import NewConnection, Options

KINDS = (
    "payments", "sms", "email", "calendar", "push", "chat", "storage", "search", "crm", "challenge",
)  # fmt: skip


class OptionFields(Schema):
    """What the platform does with a connection, whatever its adapter."""

    collects = fields.String(
        validate=validate.OneOf(["at_once", "by_hand"]),
        metadata={"description": "`by_hand`: money is authorized and collected later."},
    )
    countries = fields.List(
        fields.String(validate=validate.Regexp(r"^[A-Z]{2}\Z")),
        validate=validate.Length(max=250),
        metadata={"description": "Of buyers that it is offered to (ISO 3166); empty: all."},
    )
    currencies = fields.List(
        fields.String(validate=validate.Regexp(r"^[A-Z]{3}\Z")),
        validate=validate.Length(max=200),
        metadata={"description": "That it is offered for (ISO 4217); empty: all."},
    )
    position = fields.Integer(
        strict=True,
        validate=validate.Range(1, 10_000),
        metadata={"description": "Its place among the connections of its kind."},
    )


class NewConnectionSchema(Schema):
    component = "ConnectionsConnectionFields"
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    adapter_key = fields.String(required=True, validate=validate.Length(1, 60))
    name = fields.String(required=True, validate=validate.Length(1, 120))
    mode = fields.String(load_default="test", validate=validate.OneOf(["test", "live"]))
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "The adapter's settings; see /api/v1/adapters for its schema."},
    )
    options = fields.Nested(OptionFields, load_default=dict)

    @post_load
    def to_connection(self, data: dict[str, Any], **_: Any) -> NewConnection:
        return NewConnection(**data | {"options": Options(**data["options"])})


class ConnectionUpdate(Schema):
    component = "ConnectionsConnectionChanges"
    name = fields.String(validate=validate.Length(1, 120))
    state = fields.String(validate=validate.OneOf(["active", "disabled"]))
    values = fields.Dict(keys=fields.String())
    options = fields.Nested(OptionFields)


class KindArguments(Schema):
    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))
