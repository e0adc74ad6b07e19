"""Requests and answers of audit."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.audit.rules import ACTIONS
from turnout.modules.audit.types import AuditSearch

SHORT = validate.Length(min=1, max=200)


class SearchArguments(Schema):
    table = fields.String(load_default=None, validate=SHORT)
    row_id = fields.UUID(load_default=None)
    actor = fields.String(load_default=None, validate=SHORT)
    action = fields.String(load_default=None, validate=validate.OneOf(ACTIONS))
    request_id = fields.String(load_default=None, validate=SHORT)
    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)

    @post_load
    def to_search(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        paging = {name: values.pop(name) for name in ("cursor", "limit")}
        return {"wanted": AuditSearch(**values), **paging}


class EntrySchema(Schema):
    seq = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    table = fields.String(required=True)
    row_id = fields.UUID(required=True, allow_none=True)
    action = fields.String(required=True, validate=validate.OneOf(ACTIONS))
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    actor = fields.String(required=True)
    on_behalf_of = fields.String(required=True)
    request_id = fields.String(required=True)
    is_sealed = fields.Boolean(required=True)


class EntryPageSchema(Schema):
    items = fields.List(fields.Nested(EntrySchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
