"""Requests about security events."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.modules.security_events.types import SECURITY_EVENT_KINDS, SecurityEventSearch


class SearchArguments(Schema):
    kind = one_of(tuple(each.value for each in SECURITY_EVENT_KINDS), load_default=None)
    user_id = fields.UUID(load_default=None)
    actor = fields.String(load_default=None, validate=validate.Length(min=1, max=200))
    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)

    @post_load
    def to_search(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        paging = {name: values.pop(name) for name in ("cursor", "limit")}
        return {"wanted": SecurityEventSearch(**values), **paging}
