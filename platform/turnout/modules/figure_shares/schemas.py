"""Requests about figure shares."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.modules.figure_shares.types import Figure, NewFigureShare


class NewFigureShareSchema(Schema):
    member_id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    figures = fields.List(
        one_of(Figure, required=True), required=True, validate=validate.Length(min=1, max=10)
    )
    expires_at = fields.AwareDateTime(allow_none=True, load_default=None)

    @post_load
    def to_share(self, data: dict[str, Any], **_: Any) -> NewFigureShare:
        return NewFigureShare(**data | {"figures": tuple(data["figures"])})
