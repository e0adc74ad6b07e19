"""Requests about text messages."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    LANGUAGE,
    PageArguments,
    YesOrNo,
    locale_field,
    not_blank,
)
from turnout.modules.text_messages.models import ConsentPlace, TextState
from turnout.modules.text_messages.rules import LONGEST_TEXT
from turnout.modules.text_messages.types import TextConsentChoice

LONGEST_PHONE: Final = 32
LONGEST_VERSION: Final = 20


class TextMessageArguments(PageArguments):
    event_id = fields.UUID(load_default=None)
    order_id = fields.UUID(load_default=None)
    state = one_of(TextState, load_default=None)


class TextEstimateSchema(Schema):
    component = "TextEstimateFields"

    text = fields.String(required=True, validate=not_blank(LONGEST_TEXT))
    language = fields.String(load_default="en", validate=LANGUAGE)


class TextConsentArguments(Schema):
    language = locale_field(load_default=None)


class TextConsentSchema(Schema):
    component = "TextConsentFields"

    is_given = YesOrNo(required=True)
    phone = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_PHONE),
        metadata={"description": "With its country code; of a yes."},
    )
    wording = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_VERSION),
        metadata={"description": "The version of the sentence that was read; of a yes."},
    )
    language = locale_field(load_default=None)
    place = one_of(ConsentPlace, required=False, load_default=ConsentPlace.CHECKOUT.value)

    @post_load
    def to_choice(self, data: dict[str, Any], **_: Any) -> TextConsentChoice:
        return TextConsentChoice(**data | {"place": ConsentPlace(data["place"])})
