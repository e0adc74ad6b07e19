"""Requests about connections."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import whole
from turnout.modules.connections.models import CaptureMode, ConnectionState
from turnout.modules.connections.types import NewConnection, Options

KINDS = (
    "payments", "sms", "email", "calendar", "push", "chat", "storage", "search", "crm", "challenge",
    "wallet",
)  # fmt: skip


class OptionFields(Schema):
    """What the platform does with a connection, whatever its adapter."""

    collects = one_of(
        CaptureMode,
        required=False,
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
    position = whole(
        1, 10_000, metadata={"description": "Its place among the connections of its kind."}
    )


class NewConnectionSchema(Schema):
    component = "ConnectionsConnectionFields"
    kind = one_of(
        KINDS,
        metadata={"description": "`storage` is where scheduled exports and warehouse feeds go."},
    )
    adapter_key = fields.String(required=True, validate=validate.Length(1, 60))
    name = fields.String(required=True, validate=validate.Length(1, 120))
    mode = one_of(["test", "live"], load_default="test")
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "The adapter's settings; see /api/v1/adapters for its schema."},
    )
    options = fields.Nested(OptionFields, load_default=dict)
    reservation = fields.String(
        load_default=None,
        validate=validate.Length(1, 500),
        metadata={"description": "Of an address that was reserved for it within the last day."},
    )

    @post_load
    def to_connection(self, data: dict[str, Any], **_: Any) -> NewConnection:
        return NewConnection(**data | {"options": Options(**data["options"])})


class ReservationFields(Schema):
    kind = one_of(KINDS)
    adapter_key = fields.String(required=True, validate=validate.Length(1, 60))


class ConnectionUpdate(Schema):
    component = "ConnectionsConnectionChanges"
    name = fields.String(validate=validate.Length(1, 120))
    state = one_of((ConnectionState.ACTIVE, ConnectionState.DISABLED), required=False)
    values = fields.Dict(keys=fields.String())
    options = fields.Nested(OptionFields)


class RemovalArguments(Schema):
    gives_up_refunds = fields.Boolean(
        load_default=False,
        metadata={"description": "Remove it although payments could be refunded through it."},
    )


class KindArguments(Schema):
    kind = one_of(KINDS, load_default=None)
