"""Requests about overviews."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import FileArguments, file_language
from turnout.modules.overviews.types import OverviewFilter


class OverviewArguments(Schema):
    agency_id = fields.UUID(
        load_default=None, metadata={"description": "Only clients of this agency"}
    )
    text = fields.String(
        load_default="",
        validate=validate.Length(max=100),
        metadata={"description": "Part of an organization's name"},
    )
    starts_from = fields.AwareDateTime(load_default=None)
    starts_before = fields.AwareDateTime(load_default=None)
    needs_attention = fields.Boolean(
        load_default=False, metadata={"description": "Only organizations with something to look at"}
    )

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"wanted": OverviewFilter(**data)}


class OverviewFileArguments(OverviewArguments, FileArguments):
    language = file_language("your own")

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        wish: dict[str, Any] = super().to_wish(data)
        return wish | file
