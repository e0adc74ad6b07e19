"""Shapes of the stock's requests and answers."""

from marshmallow import Schema, fields, validate

MOST = 10_000_000


class PoolFields(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 120))
    capacity = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST))


class PoolChanges(Schema):
    name = fields.String(validate=validate.Length(1, 120))
    capacity = fields.Integer(strict=True, validate=validate.Range(0, MOST))


class PoolSchema(Schema):
    id = fields.UUID()
    name = fields.String()
    capacity = fields.Integer()
    taken = fields.Integer()
    reserved = fields.Integer()
    remaining = fields.Integer()
    version = fields.Integer()


class PoolListSchema(Schema):
    items = fields.List(fields.Nested(PoolSchema))
