"""Requests about short links."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank
from turnout.modules.short_links.rules import LONGEST_TEXT
from turnout.modules.short_links.types import CodeFormat, LinkTarget, NewShortLink


def text(says: str, most: int = LONGEST_TEXT) -> fields.String:
    return fields.String(
        load_default="", validate=validate.Length(max=most), metadata={"description": says}
    )


class NewShortLinkSchema(Schema):
    component = "ShortLinkFields"

    name = fields.String(
        required=True, validate=not_blank(LONGEST_TEXT), metadata={"example": "Poster at the pier"}
    )
    target = one_of(LinkTarget)
    event_id = fields.UUID(load_default=None, allow_none=True)
    ticket_type_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Chosen for the buyer, also where it is hidden."},
    )
    access_code = text("A discount or access code that the buyer need not type.")
    partner = text("The code of a sales partner by whom its orders come.")
    campaign = text("Goes along as `utm_campaign`.")
    source = text("Goes along as `utm_source`.")

    @post_load
    def to_link(self, data: dict[str, Any], **_: Any) -> NewShortLink:
        texts = ("name", "access_code", "partner", "campaign", "source")
        return NewShortLink(**data | {name: data[name].strip() for name in texts})


class ShortLinkUpdateSchema(Schema):
    component = "ShortLinkChanges"

    name = fields.String(validate=not_blank(LONGEST_TEXT))
    is_on = YesOrNo(metadata={"description": "A link that is off leads nowhere."})


class QrCodeArguments(Schema):
    format = one_of(CodeFormat, load_default=CodeFormat.SVG.value)
