"""Requests about the audit log."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import not_blank
from turnout.modules.audit.types import ACTIONS, AuditSearch, ExportFormat

SHORT = validate.Length(min=1, max=200)


class PeriodArguments(Schema):
    """Which entries a file has, and how it is written."""

    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)
    format = one_of(ExportFormat, load_default=ExportFormat.CSV.value)

    @post_load
    def to_export(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        form = ExportFormat(values.pop("format"))
        told = {name: values.pop(name) for name in ("reason",) if name in values}
        return {"wanted": AuditSearch(**values), "form": form, **told}


class PlatformPeriodArguments(PeriodArguments):
    reason = fields.String(
        required=True,
        validate=not_blank(500),
        metadata={"description": "Why; it stands in the log"},
    )


class SearchArguments(Schema):
    table = fields.String(load_default=None, validate=SHORT)
    row_id = fields.UUID(load_default=None)
    actor = fields.String(load_default=None, validate=SHORT)
    action = one_of(ACTIONS, load_default=None)
    request_id = fields.String(load_default=None, validate=SHORT)
    since = fields.AwareDateTime(load_default=None)
    until = fields.AwareDateTime(load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)

    @post_load
    def to_search(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        paging = {name: values.pop(name) for name in ("cursor", "limit")}
        return {"wanted": AuditSearch(**values), **paging}
