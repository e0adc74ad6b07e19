"""Requests about SAML connections."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.saml.types import NewMetadata

ADDRESS: Final = validate.Length(max=1000)
NAME: Final = validate.Length(max=256)
PEM: Final = validate.Length(min=1, max=16_000)
MOST: Final = 5
LONGEST_DOCUMENT: Final = 900_000


class SamlConnectionUpdateSchema(Schema):
    component = "SamlConnectionChange"
    provider_entity_id = fields.String(validate=validate.Length(min=1, max=1000))
    sso_url = fields.String(validate=ADDRESS)
    slo_url = fields.String(validate=ADDRESS)
    certificates = fields.List(
        fields.String(validate=PEM),
        validate=validate.Length(max=MOST),
        metadata={"description": "Of the provider, PEM or bare base64; all of them count"},
    )
    email_attribute = fields.String(validate=NAME)
    name_attribute = fields.String(validate=NAME)
    is_idp_initiated_allowed = YesOrNo()
    is_encryption_needed = YesOrNo()


class SamlMetadataSchema(Schema):
    component = "SamlNewMetadata"
    url = fields.String(
        validate=ADDRESS,
        metadata={"description": "Fetched now and every six hours; at most 2 MB, in 5 seconds"},
    )
    document = fields.String(
        validate=validate.Length(max=LONGEST_DOCUMENT),
        metadata={"description": "The metadata itself; one of the two, or neither to fetch anew"},
    )
    entity_id = fields.String(
        validate=validate.Length(max=1000),
        metadata={"description": "Which provider, where the document describes several"},
    )

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> NewMetadata:
        return NewMetadata(**data)
