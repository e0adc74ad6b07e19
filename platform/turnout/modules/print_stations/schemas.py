"""Requests about print stations, and of connectors and devices."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.print_stations import rules
from turnout.modules.print_stations.types import (
    ConnectorReport,
    FailureReason,
    JobResult,
    JobState,
    NewJobs,
    NewStation,
    PrinterState,
    PrintOutcome,
    StationFormat,
)

LONGEST_NAME = 60
LONGEST_DETAIL = 300
REPORTED = tuple(
    each for each in FailureReason if each not in {FailureReason.UNCLEAR, FailureReason.EXPIRED}
)
"""What a connector says itself; the others are found out here."""


def _dots(**options: Any) -> fields.Integer:
    return fields.Integer(
        strict=True,
        validate=validate.OneOf((0, *rules.DPI)),
        metadata={"description": "Of a label printer: 203 or 300; 0 for PDF"},
        **options,
    )


class NewStationSchema(Schema):
    component = "PrintStationsNew"
    name = fields.String(required=True, validate=not_blank(LONGEST_NAME))
    format = one_of(StationFormat, load_default=StationFormat.ZPL.value)
    dpi = _dots(load_default=203)

    @post_load
    def to_station(self, values: dict[str, Any], **_: Any) -> NewStation:
        return NewStation(**values)


class StationUpdateSchema(Schema):
    component = "PrintStationsUpdate"
    name = fields.String(validate=not_blank(LONGEST_NAME))
    format = one_of(StationFormat)
    dpi = _dots()


class NewJobsSchema(Schema):
    component = "PrintStationsSend"
    station_id = fields.UUID(required=True)
    ticket_ids = fields.List(
        fields.UUID(required=True), required=True, validate=validate.Length(1, rules.MOST_SENT)
    )
    layout_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Null: the ticket type's own layout, else the default one"},
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "Why badges that were printed before are printed again"},
    )
    sent_from = fields.String(
        load_default="",
        validate=validate.Length(max=80),
        metadata={"description": "Such as the name of a desk"},
    )

    @post_load
    def to_jobs(self, values: dict[str, Any], **_: Any) -> NewJobs:
        words = {name: values.pop(name).strip() for name in ("reason", "sent_from")}
        return NewJobs(**values, **words)


class DeviceJobSchema(Schema):
    component = "PrintStationsSendByDevice"
    ticket_id = fields.UUID(required=True)
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "Why a badge that was printed before is printed again"},
    )


class RetrySchema(Schema):
    component = "PrintStationsRetry"
    station_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Null: the same station"},
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "Needed where a badge may have come out: it is a reprint then"},
    )


class JobArguments(PageArguments):
    station_id = fields.UUID(load_default=None)
    state = one_of(JobState, load_default=None)


class ConnectorJoinSchema(Schema):
    component = "PrintStationsJoin"
    code = fields.String(required=True, validate=validate.Length(1, 64))
    name = fields.String(
        required=True,
        validate=not_blank(LONGEST_NAME),
        metadata={"description": "What the team calls the computer that prints"},
    )


class ConnectorReportSchema(Schema):
    component = "PrintStationsReport"
    app_version = fields.String(required=True, validate=validate.Length(1, 40))
    printer_state = one_of(PrinterState, required=True)
    printer_detail = fields.String(load_default="", validate=validate.Length(max=LONGEST_DETAIL))
    printing_job_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "What it prints now: it keeps that, and gets no other"},
    )

    @post_load
    def to_report(self, values: dict[str, Any], **_: Any) -> ConnectorReport:
        return ConnectorReport(**values)


class JobResultSchema(Schema):
    component = "PrintStationsResult"
    outcome = one_of(
        PrintOutcome,
        required=True,
        metadata={"description": "`returned`: nothing of it reached the printer; it waits again"},
    )
    reason = fields.String(
        load_default="",
        validate=validate.OneOf(("", *REPORTED)),
        metadata={
            "description": "Of a failed one. `interrupted`: a part had reached the printer;"
            " `printer`: it refused the job; `content`: there was nothing to print"
        },
    )
    detail = fields.String(load_default="", validate=validate.Length(max=LONGEST_DETAIL))

    @validates_schema
    def check_reason(self, values: dict[str, Any], **_: Any) -> None:
        if (values.get("outcome") == PrintOutcome.FAILED) != bool(values.get("reason")):
            raise ValidationError("Say why of a failed job, and of no other.", "reason")

    @post_load
    def to_result(self, values: dict[str, Any], **_: Any) -> JobResult:
        return JobResult(**values)
