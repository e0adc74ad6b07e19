"""Requests about embeds."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import not_blank
from turnout.modules.embeds.rules import LONGEST_ORIGIN
from turnout.modules.embeds.types import NewEmbedOrigin

LONGEST_NOTE: Final = 200


class NewEmbedOriginSchema(Schema):
    component = "EmbedOriginFields"

    origin = fields.String(
        required=True,
        validate=not_blank(LONGEST_ORIGIN),
        metadata={"example": "https://www.example.org"},
    )
    note = fields.String(load_default="", validate=validate.Length(max=LONGEST_NOTE))

    @post_load
    def to_origin(self, data: dict[str, Any], **_: Any) -> NewEmbedOrigin:
        return NewEmbedOrigin(**data)
