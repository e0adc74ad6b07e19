"""Requests about passkeys."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.request_fields import not_blank
from turnout.modules.passkeys.browsers import MadeCredentialSchema, UsedCredentialSchema
from turnout.modules.passkeys.rules import LONGEST_NAME
from turnout.modules.passkeys.types import NewPasskey


class NewPasskeySchema(Schema):
    name = fields.String(required=True, validate=not_blank(LONGEST_NAME))
    credential = fields.Nested(MadeCredentialSchema, required=True, load_only=True)

    @post_load
    def to_passkey(self, data: dict[str, Any], **_: Any) -> NewPasskey:
        return NewPasskey(name=data["name"].strip(), credential=data["credential"])


class PasskeyNameSchema(Schema):
    component = "PasskeyUpdate"
    name = fields.String(required=True, validate=not_blank(LONGEST_NAME))


class PasskeySignInSchema(Schema):
    credential = fields.Nested(UsedCredentialSchema, required=True, load_only=True)
