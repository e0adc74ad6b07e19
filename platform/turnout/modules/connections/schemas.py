"""Shapes of connections' requests and answers."""

from marshmallow import Schema, fields, validate

KINDS = (
    "payments", "sms", "email", "calendar", "push", "chat", "storage", "search", "crm", "challenge",
)  # fmt: skip


class ConnectionFields(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    adapter_key = fields.String(required=True, validate=validate.Length(1, 60))
    name = fields.String(required=True, validate=validate.Length(1, 120))
    mode = fields.String(load_default="test", validate=validate.OneOf(["test", "live"]))
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "The adapter's settings; see /api/v1/adapters for its schema."},
    )


class ConnectionChanges(Schema):
    name = fields.String(validate=validate.Length(1, 120))
    state = fields.String(validate=validate.OneOf(["active", "disabled"]))
    values = fields.Dict(keys=fields.String())


class ConnectionSchema(Schema):
    id = fields.UUID()
    kind = fields.String()
    adapter_key = fields.String()
    name = fields.String()
    mode = fields.String()
    settings = fields.Dict()
    secrets_set = fields.List(fields.String())
    state = fields.String()
    position = fields.Integer()
    is_healthy = fields.Boolean(allow_none=True)
    health_detail = fields.String()
    checked_at = fields.DateTime(allow_none=True)
    version = fields.Integer()


class ConnectionListSchema(Schema):
    items = fields.List(fields.Nested(ConnectionSchema))


class KindArguments(Schema):
    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))


class AdapterListSchema(Schema):
    items = fields.List(fields.Dict())
