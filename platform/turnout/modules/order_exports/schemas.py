"""Requests about exports."""

from typing import Any, cast

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.file_formats import FileFormat
from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank
from turnout.modules.checkin.api import Reason
from turnout.modules.checkin_scans.api import ScanOutcome
from turnout.modules.checkin_scans.schemas import LONGEST_DEVICE
from turnout.modules.order_exports import pdf, rules
from turnout.modules.order_exports.types import (
    CheckinFilter,
    ExportColumn,
    ExportKind,
    LedgerFilter,
    NewExport,
)
from turnout.modules.order_search.schemas import (
    MOST_CHOSEN,
    AttendeeFilterSchema,
    OrderFilterSchema,
    attendee_filter,
    order_filter,
)

ALL = "All that the list finds by it now; everything if it is empty."
CHOSEN = fields.List(
    fields.UUID(required=True),
    validate=validate.Length(min=1, max=MOST_CHOSEN),
    metadata={"description": "Lines of the list that were chosen one by one, instead of a filter."},
)
LONGEST_TITLE = 200
ENTRY_KINDS = ("payment", "refund", "dispute", "platform", "provider", "payout", "transfer")


class ColumnArguments(Schema):
    kind = one_of(ExportKind, required=True)
    event_id = fields.UUID(
        load_default=None, metadata={"description": "The questions that this event asks, too."}
    )


class ChosenColumnSchema(Schema):
    component = "OrderExportChosenColumn"

    id = fields.String(
        required=True,
        validate=not_blank(120),
        metadata={"description": "As `…/order-exports/columns` says it."},
    )
    title = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TITLE),
        metadata={"description": "What stands above the column; its id if it is left out."},
    )


class ExportFields(Schema):
    """What every kind of export says; the first line of the file has the columns' titles."""

    format = one_of(FileFormat, required=True)
    columns = fields.List(
        fields.Nested(ChosenColumnSchema),
        required=True,
        validate=validate.Length(min=1, max=rules.MOST_COLUMNS),
    )
    is_right_to_left = YesOrNo(
        load_default=False,
        metadata={"description": "Whether a workbook or a PDF begins at the right."},
    )
    title = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TITLE),
        metadata={"description": "What stands above a PDF; the kind if it is left out."},
    )


def _judge(kind: ExportKind, data: dict[str, Any], chosen: str = "") -> None:
    faults: dict[int, Any] = {}
    seen: set[str] = set()
    for place, column in enumerate(data["columns"]):
        if not rules.is_column(kind.value, column["id"]):
            faults[place] = {"id": ["There is no such column."]}
        elif column["id"] in seen:
            faults[place] = {"id": ["The column is there twice."]}
        seen.add(column["id"])
    if faults:
        raise ValidationError({"columns": cast("dict[str, Any]", faults)})
    if data["format"] == FileFormat.PDF and not pdf.fits(_columns(data)):
        says = "A PDF has no room for so many columns; leave some out, or take CSV or XLSX."
        raise ValidationError(says, "columns")
    if chosen and chosen in data and "filter" in data:
        raise ValidationError("Name lines, or a filter that finds them.", chosen)


def _columns(data: dict[str, Any]) -> tuple[ExportColumn, ...]:
    return tuple(
        ExportColumn(id=each["id"], title=each["title"].strip() or each["id"])
        for each in data["columns"]
    )


def _new(kind: ExportKind, data: dict[str, Any], wanted: Any) -> NewExport:
    return NewExport(
        kind=kind,
        format=FileFormat(data["format"]),
        columns=_columns(data),
        wanted=wanted,
        is_right_to_left=data["is_right_to_left"],
        title=data.get("title", "").strip(),
    )


class NewOrderExportSchema(ExportFields):
    component = "NewOrderExport"

    filter = fields.Nested(OrderFilterSchema, metadata={"description": ALL})
    order_ids = CHOSEN

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        _judge(ExportKind.ORDERS, data, "order_ids")

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> NewExport:
        said = {"ids": data["order_ids"]} if "order_ids" in data else data.get("filter", {})
        return _new(ExportKind.ORDERS, data, order_filter(said))


class NewAttendeeExportSchema(ExportFields):
    component = "NewAttendeeExport"

    filter = fields.Nested(AttendeeFilterSchema, metadata={"description": ALL})
    line_ids = CHOSEN

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        _judge(ExportKind.ATTENDEES, data, "line_ids")

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> NewExport:
        said = {"ids": data["line_ids"]} if "line_ids" in data else data.get("filter", {})
        return _new(ExportKind.ATTENDEES, data, attendee_filter(said))


class CheckinFilterSchema(Schema):
    component = "CheckinExportFilter"

    event_id = fields.UUID(required=True)
    outcome = one_of(ScanOutcome, required=False)
    reason = one_of(Reason, required=False)
    list_id = fields.UUID()
    device = fields.String(
        validate=validate.Length(1, LONGEST_DEVICE),
        metadata={"description": "A part of the device's name."},
    )
    scanned_from = fields.AwareDateTime()
    scanned_before = fields.AwareDateTime()

    @post_load
    def to_filter(self, data: dict[str, Any], **_: Any) -> CheckinFilter:
        return CheckinFilter(**data)


class PaymentFilterSchema(Schema):
    component = "PaymentExportFilter"

    event_id = fields.UUID(metadata={"description": "What was booked for orders of this event."})
    kind = fields.List(
        one_of(ENTRY_KINDS, required=True),
        validate=validate.Length(max=len(ENTRY_KINDS)),
        metadata={"description": "What comes before the point of an entry's kind; several add up."},
    )
    currency = fields.String(validate=validate.Regexp(r"\A[A-Z]{3}\Z"))
    occurred_from = fields.AwareDateTime()
    occurred_before = fields.AwareDateTime()

    @post_load
    def to_filter(self, data: dict[str, Any], **_: Any) -> LedgerFilter:
        kinds = {"kind": tuple(data["kind"])} if "kind" in data else {}
        return LedgerFilter(**data | kinds)


class NewCheckinExportSchema(ExportFields):
    component = "NewCheckinExport"

    filter = fields.Nested(
        CheckinFilterSchema,
        required=True,
        metadata={"description": "All scans of the event that it finds now."},
    )

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        _judge(ExportKind.CHECKINS, data)

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> NewExport:
        return _new(ExportKind.CHECKINS, data, data["filter"])


class NewPaymentExportSchema(ExportFields):
    component = "NewPaymentExport"

    filter = fields.Nested(
        PaymentFilterSchema,
        load_default=LedgerFilter,
        metadata={"description": "All entries of the ledger that it finds now; else everything."},
    )

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        _judge(ExportKind.PAYMENTS, data)

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> NewExport:
        return _new(ExportKind.PAYMENTS, data, data["filter"])
