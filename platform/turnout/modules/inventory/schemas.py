"""Requests about capacity pools."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import whole

MOST = 10_000_000


class NewPoolSchema(Schema):
    component = "InventoryPoolFields"
    name = fields.String(required=True, validate=validate.Length(1, 120))
    capacity = whole(0, MOST, required=True)


class PoolUpdateSchema(Schema):
    component = "InventoryPoolChanges"
    name = fields.String(validate=validate.Length(1, 120))
    capacity = whole(0, MOST)
