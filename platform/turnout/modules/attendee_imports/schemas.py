"""Requests of attendee imports."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, YesOrNo, locale_field, whole
from turnout.modules.attendee_imports.tables import MOST_COLUMNS
from turnout.modules.attendee_imports.types import AnswerColumn, ImportMapping, RowState

MOST_ANSWERS = 200
MOST_TAGS = 20


def column(says: str) -> fields.Integer:
    return whole(
        0,
        MOST_COLUMNS - 1,
        load_default=None,
        allow_none=True,
        metadata={"description": f"{says}; the first column is 0"},
    )


class TableArguments(Schema):
    file_name = fields.String(
        load_default="",
        validate=[
            validate.Length(max=200),
            validate.Regexp(r"^[^\x00-\x1f\x7f]*$(?!\n)", error="No control characters."),
        ],
        metadata={"description": "What the file is called, for people"},
    )


class RowArguments(PageArguments):
    state = fields.List(one_of(RowState), load_default=None)


class AnswerColumnSchema(Schema):
    component = "AttendeeImportsNewAnswerColumn"

    question_key = fields.String(required=True, validate=validate.Length(1, 100))
    column = whole(0, MOST_COLUMNS - 1, required=True)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> AnswerColumn:
        return AnswerColumn(**data)


class ImportMappingSchema(Schema):
    component = "AttendeeImportsNewMapping"

    name = column("Whole names")
    first_name = column("First names")
    last_name = column("Last names")
    email = column("E-mail addresses")
    ticket_type = column("Names or ids of ticket types")
    ticket_type_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of every row that names no ticket type"},
    )
    group = column("Rows that say the same here become one order")
    key = column("By which a row is known again; without it e-mail address, name, ticket type")
    language = column("Language tags")
    locale = locale_field(
        load_default="en", metadata={"description": "Of every row that names no language"}
    )
    tags = column("Names of tags, separated by commas or semicolons")
    tag_ids = fields.List(
        fields.UUID(required=True),
        load_default=list,
        validate=validate.Length(max=MOST_TAGS),
        metadata={"description": "Tags of every order"},
    )
    answers = fields.List(
        fields.Nested(AnswerColumnSchema),
        load_default=list,
        validate=validate.Length(max=MOST_ANSWERS),
    )
    needs_answers = YesOrNo(
        load_default=True,
        metadata={"description": "Refuse rows that lack an answer that is required"},
    )
    sends_mail = YesOrNo(
        load_default=False, metadata={"description": "Whether buyers are mailed their tickets"}
    )

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> ImportMapping:
        return ImportMapping(**data)
