"""Requests about member lists."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.member_lists.rules import LONGEST_NUMBER

LONGEST_NAME = 100
LONGEST_TABLE = 1_000_000


class MemberListSchema(Schema):
    component = "MemberListFields"

    name = fields.String(required=True, validate=not_blank(LONGEST_NAME))


class NumberArguments(PageArguments):
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_NUMBER),
        metadata={"description": "A part of the number"},
    )


class NumberTableSchema(Schema):
    component = "MemberListsTable"

    table = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_TABLE),
        metadata={
            "description": "CSV with the columns `number`, `expires` (the last day; may be empty) "
            "and `uses` (units that may be ordered by it; may be empty)."
        },
    )
