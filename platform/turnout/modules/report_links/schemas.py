"""Requests about report links."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.request_fields import not_blank, whole
from turnout.modules.report_links.rules import LONGEST_LABEL, MOST_DAYS, USUAL_DAYS
from turnout.modules.report_links.types import NewReportLink


class ReportLinkArguments(Schema):
    saved_report_id = fields.UUID(
        load_default=None, metadata={"description": "Only the links to this report."}
    )


class NewReportLinkSchema(Schema):
    component = "ReportLinkFields"

    saved_report_id = fields.UUID(
        required=True,
        metadata={"description": "Its lines must not name people, as those by seller do."},
    )
    label = fields.String(
        required=True,
        validate=not_blank(LONGEST_LABEL),
        metadata={"description": "For whom it is; they do not see it.", "example": "The board"},
    )
    days = whole(
        1,
        MOST_DAYS,
        load_default=USUAL_DAYS,
        metadata={"description": "How long the link shows the report."},
    )

    @post_load
    def to_link(self, data: dict[str, Any], **_: Any) -> NewReportLink:
        return NewReportLink(**data | {"label": data["label"].strip()})
