"""Requests about forms: the questions that an organizer writes, answers to try."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import LANGUAGE, Keyed, YesOrNo, whole
from turnout.modules.forms.types import Scope, Type

MOST_QUESTIONS = 200
MOST_OPTIONS = 300
KEY = validate.Regexp(
    r"^[a-z][a-z0-9_]{0,39}$(?!\n)", error="Use small letters, digits and _, at most 40."
)
VALUE = validate.Regexp(
    r"^[A-Za-z0-9_-]{1,40}$(?!\n)", error="Use letters, digits, _ and -, at most 40."
)


def texts(longest: int, **options: Any) -> Keyed:
    """Language tag → text."""
    return Keyed(
        keys=fields.String(validate=LANGUAGE),
        values=fields.String(validate=validate.Length(max=longest)),
        validate=validate.Length(max=50),
        **options,
    )


def limit(**options: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, 30), allow_none=True, **options)


def condition(says: str) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(),
        allow_none=True,
        metadata={
            "description": f"{says}: {{question, is, value}} over an earlier question, or "
            "{all: […]}, {any: […]}, {not: …} of such. `is` is one of answered, equals, in, "
            "contains, greater, less, at_least, at_most."
        },
    )


class OptionSchema(Schema):
    value = fields.String(required=True, validate=VALUE)
    label = texts(300)


class QuestionSchema(Schema):
    key = fields.String(required=True, validate=KEY)
    type = one_of(Type)
    scope = one_of(Scope, required=False)
    label = texts(500)
    help = texts(2000)
    required = YesOrNo()
    ticket_type_ids = fields.List(
        fields.UUID(),
        allow_none=True,
        validate=validate.Length(1, 200),
        metadata={"description": "Whom it is asked; everybody without it."},
    )
    show_if = condition("Asked only if this holds")
    require_if = condition("Must be answered if this holds")
    options = fields.List(fields.Nested(OptionSchema), validate=validate.Length(max=MOST_OPTIONS))
    minimum_length = whole(0, 10_000, allow_none=True)
    maximum_length = whole(1, 10_000, allow_none=True)
    pattern = fields.String(
        allow_none=True,
        validate=validate.Length(1, 200),
        metadata={"description": "Signs and classes with numbers: [A-Z]{2}-\\d{4}"},
    )
    minimum = limit(metadata={"description": "Number, date or time, as an answer is written."})
    maximum = limit()
    decimals = whole(0, 6)
    minimum_choices = whole(0, MOST_OPTIONS, allow_none=True)
    maximum_choices = whole(1, MOST_OPTIONS, allow_none=True)
    steps = whole(2, 11)
    text = texts(10_000, metadata={"description": "What people consent to."})
    text_version = fields.String(validate=validate.Length(max=40))

    @post_load
    def to_plain(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Ids as the text that the stored form has."""
        if data.get("ticket_type_ids") is not None:
            data["ticket_type_ids"] = [str(each) for each in data["ticket_type_ids"]]
        return data


class FormSchema(Schema):
    component = "CatalogFormFields"
    language = fields.String(
        load_default="en",
        validate=LANGUAGE,
        metadata={"description": "The form's own language, to which the others fall back."},
    )
    questions = fields.List(
        fields.Nested(QuestionSchema), required=True, validate=validate.Length(max=MOST_QUESTIONS)
    )


class TrialSchema(Schema):
    component = "CatalogTrialFields"
    scope = one_of(Scope, load_default="attendee")
    answers = fields.Dict(keys=fields.String(), required=True)
    ticket_type_ids = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=100)
    )
    form = fields.Nested(
        FormSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "A form that is not saved yet; the present one without it."},
    )


class ShownArguments(Schema):
    language = fields.String(load_default="", validate=validate.Length(max=35))
