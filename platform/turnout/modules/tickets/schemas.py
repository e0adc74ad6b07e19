"""Shapes of the answers of tickets."""

from marshmallow import Schema, fields


class PublicKeySchema(Schema):
    key_id = fields.String(metadata={"description": "The second part of a code, before the dot."})
    public_key = fields.String(metadata={"description": "Ed25519, 32 bytes in base64."})


class PublicKeysSchema(Schema):
    items = fields.List(fields.Nested(PublicKeySchema))
