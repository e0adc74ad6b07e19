"""Requests about merges."""

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.request_fields import not_blank
from turnout.modules.user_merges.types import NewUserMerge


class NewUserMergeSchema(Schema):
    from_user_id = fields.UUID(
        required=True, metadata={"description": "The account that is given up"}
    )
    into_user_id = fields.UUID(
        required=True, metadata={"description": "The account that stays, with all that both had"}
    )
    reason = fields.String(
        required=True,
        validate=not_blank(1000),
        metadata={"description": "Why, and how you made sure that both are one person's"},
    )

    @post_load
    def _made(self, values: dict[str, object], **_: object) -> NewUserMerge:
        return NewUserMerge(**values)  # type: ignore[arg-type]  # as declared above
