"""Shapes of attendees, in requests of orders and of ticket transfers."""

from typing import Any

from marshmallow import Schema, fields, validate

EMAIL_PATTERN = r"^[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]+$(?!\n)"
EMAIL_MESSAGE = "Please enter a valid email address"
NAME_PATTERN = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$(?!\n)"
LOCALE_PATTERN = r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$(?!\n)"
MOST_ANSWERS = 200


def email_field(**options: Any) -> fields.String:
    return fields.String(
        validate=[
            validate.Length(max=254),
            validate.Regexp(EMAIL_PATTERN, error=EMAIL_MESSAGE),
        ],
        metadata={"format": "email"},
        **options,
    )


def name_field(*, least: int = 0, **options: Any) -> fields.String:
    return fields.String(
        validate=[
            validate.Length(least, 200),
            validate.Regexp(NAME_PATTERN, error="A name has no control characters."),
        ],
        **options,
    )


def answers_field() -> fields.Dict:
    return fields.Dict(
        keys=fields.String(),
        validate=validate.Length(max=MOST_ANSWERS),
        metadata={"description": "Question key → answer, as the event's form asks."},
    )


class OrderAttendeeSchema(Schema):
    id = fields.UUID()
    ticket_type_id = fields.UUID()
    name = fields.String()
    email = fields.String()
    answers = fields.Dict(keys=fields.String())


class AttendeeFields(Schema):
    name = name_field(least=1)
    email = email_field()
    answers = answers_field()
