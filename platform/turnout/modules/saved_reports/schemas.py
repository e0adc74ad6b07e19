"""Requests about saved reports."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.cadences import LAST_MONTH_DAY, Cadence
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import not_blank, whole
from turnout.modules.sales_reports.api import Grouping
from turnout.modules.saved_reports.rules import LONGEST_NAME
from turnout.modules.saved_reports.types import (
    NewReportSchedule,
    NewReportShare,
    NewSavedReport,
    Period,
)


class NewSavedReportSchema(Schema):
    component = "SavedReportFields"

    name = fields.String(
        required=True, validate=not_blank(LONGEST_NAME), metadata={"example": "Monday's figures"}
    )
    event_id = fields.UUID(load_default=None, allow_none=True)
    series_id = fields.UUID(load_default=None, allow_none=True)
    period = one_of(Period)
    first_day = fields.Date(
        load_default=None, allow_none=True, metadata={"description": "Of the period `own`."}
    )
    last_day = fields.Date(load_default=None, allow_none=True)
    group_by = one_of(Grouping, load_default=Grouping.DAY.value)

    @post_load
    def to_report(self, data: dict[str, Any], **_: Any) -> NewSavedReport:
        return NewSavedReport(**data | {"name": data["name"].strip()})


class NewReportShareSchema(Schema):
    component = "ReportShareFields"

    member_id = fields.UUID(required=True)
    expires_at = fields.AwareDateTime(
        required=True, metadata={"description": "Within 90 days from now."}
    )

    @post_load
    def to_share(self, data: dict[str, Any], **_: Any) -> NewReportShare:
        return NewReportShare(**data)


class NewReportScheduleSchema(Schema):
    component = "ReportScheduleFields"

    member_id = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Oneself without."}
    )
    cadence = one_of(Cadence)
    weekday = whole(1, 7, load_default=1, metadata={"description": "Of a weekly one; 1 is Monday."})
    month_day = whole(1, LAST_MONTH_DAY, load_default=1)
    hour = whole(0, 23, required=True)
    format = one_of(FileFormat, load_default=FileFormat.XLSX.value)

    @post_load
    def to_schedule(self, data: dict[str, Any], **_: Any) -> NewReportSchedule:
        return NewReportSchedule(**data)
