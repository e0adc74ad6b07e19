"""What requests say of a mail's content and of its readers: here, and in the modules above."""

from collections.abc import Sequence
from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import LANGUAGE, RICH, YesOrNo, not_blank
from turnout.modules.announcements.models import AnnouncementChannel
from turnout.modules.announcements.rules import (
    MOST_SUBJECT,
    MOST_TEXTS,
    TEXT_VARIABLES,
    VARIABLES,
)
from turnout.modules.announcements.types import (
    Addressees,
    AnnouncementText,
    AnsweredQuestion,
    Segment,
)
from turnout.modules.order_search.api import ORDER_STATES
from turnout.modules.text_messages.api import LONGEST_TEXT

MOST_CHOSEN: Final = 100
MOST_ANSWER: Final = 400


def described(text: str) -> dict[str, str]:
    return {"description": text}


def named(variables: Sequence[str]) -> str:
    return ", ".join(f"`{{{each}}}`" for each in variables)


def _ids(says: str) -> fields.List[Any]:
    return fields.List(
        fields.UUID(required=True),
        load_default=list,
        validate=validate.Length(max=MOST_CHOSEN),
        metadata=described(says),
    )


class AnswerSchema(Schema):
    component = "AnnouncementsAnswerFields"
    question = fields.String(required=True, validate=not_blank(100))
    value = fields.String(required=True, validate=not_blank(MOST_ANSWER))

    @post_load
    def to_answer(self, data: dict[str, Any], **_: Any) -> AnsweredQuestion:
        return AnsweredQuestion(**data)


class SegmentSchema(Schema):
    component = "AnnouncementsSegmentFields"
    to = one_of(Addressees, required=False, load_default=Addressees.ATTENDEES.value)
    order_states = fields.List(
        one_of(ORDER_STATES, required=True),
        load_default=lambda: ["confirmed"],
        validate=validate.Length(min=1, max=len(ORDER_STATES)),
    )
    ticket_type_ids = _ids("Ticket types of the event; none: all of them.")
    checked_in = YesOrNo(load_default=None, allow_none=True)
    bought_before = YesOrNo(
        load_default=None,
        allow_none=True,
        metadata=described(
            "Whether their buyer had confirmed orders of your other events, placed before this one."
        ),
    )
    session_ids = _ids("Signed up for one of these sessions.")
    languages = fields.List(
        fields.String(required=True, validate=LANGUAGE),
        load_default=list,
        validate=validate.Length(max=MOST_TEXTS),
        metadata=described("Of the order; `de` finds `de-CH` too."),
    )
    tag_ids = _ids("With one of these tags.")
    answers = fields.List(
        fields.Nested(AnswerSchema),
        load_default=list,
        validate=validate.Length(max=10),
        metadata=described("Questions by their key; all of them have to be answered so."),
    )

    @post_load
    def to_segment(self, data: dict[str, Any], **_: Any) -> Segment:
        return Segment(**data)


class TextSchema(Schema):
    component = "AnnouncementsTextFields"
    language = fields.String(required=True, validate=LANGUAGE)
    subject = fields.String(
        load_default="",
        validate=validate.Length(max=MOST_SUBJECT),
        metadata=described(f"Of the mail. May hold variables: {named(VARIABLES)}."),
    )
    body = fields.String(
        load_default="",
        validate=RICH,
        metadata=described("Of the mail: HTML or plain text; may hold the same."),
    )
    short_text = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TEXT),
        metadata=described(f"Of the text message. May hold variables: {named(TEXT_VARIABLES)}."),
    )

    @post_load
    def to_text(self, data: dict[str, Any], **_: Any) -> AnnouncementText:
        return AnnouncementText(**data)


def channels_field(**options: Any) -> fields.List[Any]:
    """By what people are reached; at least one."""
    return fields.List(
        one_of(AnnouncementChannel, required=True),
        validate=validate.Length(min=1, max=len(AnnouncementChannel)),
        metadata=described(
            "Text messages go to numbers alone whose holders agreed to them, and messages in the"
            " inbox to people with an account at their proven address. Chat channels show it once,"
            " in the first language, whoever the segment is."
        ),
        **options,
    )


def texts_field(**options: Any) -> fields.List[Any]:
    """Subject, body and text message in each language."""
    return fields.List(
        fields.Nested(TextSchema),
        validate=validate.Length(min=1, max=MOST_TEXTS),
        metadata=described("One for each language; the first is for everybody else."),
        **options,
    )
