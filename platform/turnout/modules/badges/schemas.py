"""Requests about badge layouts and prints."""

from typing import Any

import msgspec
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, YesOrNo, not_blank, whole
from turnout.modules.badges import rules
from turnout.modules.badges.types import (
    Alignment,
    BadgeDesign,
    BadgeSample,
    BadgeSides,
    ElementKind,
    NewBadgeLayout,
    NewPrintRun,
    Preview,
    PrintFormat,
    QrContent,
)
from turnout.modules.order_search.schemas import AttendeeFilterSchema, attendee_filter

COLOUR = validate.Regexp(r"^#[0-9a-fA-F]{6}$(?!\n)", error="Write a colour as #rrggbb.")
LARGEST_PT = 300
LEAST_MM, MOST_MM = 10.0, 450.0


def described(text: str) -> dict[str, str]:
    return {"description": text}


def millimetres(least: float, most: float, **options: Any) -> fields.Float:
    return fields.Float(allow_nan=False, validate=validate.Range(least, most), **options)


class BadgeElementSchema(Schema):
    component = "BadgesElementFields"

    kind = one_of(ElementKind)
    x_mm = millimetres(0, MOST_MM, required=True)
    y_mm = millimetres(0, MOST_MM, required=True)
    width_mm = millimetres(0.2, MOST_MM, required=True)
    height_mm = millimetres(0.2, MOST_MM, required=True)
    size_pt = fields.Float(
        load_default=12.0, allow_nan=False, validate=validate.Range(5, LARGEST_PT)
    )
    is_bold = YesOrNo(load_default=False)
    align = one_of(Alignment, load_default=Alignment.CENTRE.value)
    lines = whole(1, 10, load_default=1)
    colour = fields.String(load_default="#181c24", validate=COLOUR)
    text = fields.String(load_default="", validate=validate.Length(max=500))
    question = fields.String(load_default="", validate=validate.Length(max=64))
    content = one_of(QrContent, load_default=QrContent.TICKET.value)
    file_id = fields.UUID(load_default=None, allow_none=True)
    colours = fields.Dict(
        keys=fields.String(required=True),
        values=fields.String(required=True, validate=COLOUR),
        load_default=dict,
        validate=validate.Length(max=100),
        metadata=described("Of a band: colours by ticket type."),
    )


class LabelSheetSchema(Schema):
    component = "BadgesSheetFields"

    width_mm = millimetres(50, rules.MOST_SHEET_MM, required=True)
    height_mm = millimetres(50, rules.MOST_SHEET_MM, required=True)
    columns = whole(1, 10, required=True)
    rows = whole(1, 20, required=True)
    left_mm = millimetres(0, 200, required=True)
    top_mm = millimetres(0, 200, required=True)
    gap_x_mm = millimetres(0, 100, load_default=0.0)
    gap_y_mm = millimetres(0, 100, load_default=0.0)


class BadgeDesignSchema(Schema):
    component = "BadgesDesignFields"

    width_mm = millimetres(LEAST_MM, MOST_MM, required=True)
    height_mm = millimetres(LEAST_MM, MOST_MM, required=True)
    sides = one_of(BadgeSides, load_default=BadgeSides.ONE.value)
    sheet = fields.Nested(
        LabelSheetSchema,
        load_default=None,
        allow_none=True,
        metadata=described("Null: one badge for each page or label."),
    )
    elements = fields.List(
        fields.Nested(BadgeElementSchema),
        required=True,
        validate=validate.Length(max=rules.MOST_ELEMENTS),
    )

    @post_load
    def to_design(self, data: dict[str, Any], **_: Any) -> BadgeDesign:
        return codec.convert(msgspec.to_builtins(data), BadgeDesign)


class LayoutUpdateSchema(Schema):
    component = "BadgesLayoutChanges"

    name = fields.String(validate=not_blank(80))
    is_default = YesOrNo()
    ticket_type_ids = fields.List(fields.UUID(required=True), validate=validate.Length(max=100))
    design = fields.Nested(BadgeDesignSchema)


class NewLayoutSchema(Schema):
    component = "BadgesLayoutFields"

    name = fields.String(required=True, validate=not_blank(80))
    is_default = YesOrNo(load_default=False)
    ticket_type_ids = fields.List(
        fields.UUID(required=True),
        load_default=list,
        validate=validate.Length(max=100),
        metadata=described("Another layout that has one of them loses it."),
    )
    design = fields.Nested(BadgeDesignSchema, required=True)

    @post_load
    def to_layout(self, data: dict[str, Any], **_: Any) -> NewBadgeLayout:
        return NewBadgeLayout(**data)


class PreviewSchema(Schema):
    component = "BadgesPreviewFields"

    design = fields.Nested(BadgeDesignSchema, required=True)
    sample = one_of(BadgeSample, load_default=BadgeSample.LONGEST.value)
    format = one_of(("svg", "pdf", "zpl"), load_default="svg")
    dpi = fields.Integer(strict=True, load_default=203, validate=validate.OneOf(rules.DPI))

    @post_load
    def to_preview(self, data: dict[str, Any], **_: Any) -> Preview:
        return Preview(**data)


class _PrintFields(Schema):
    format = one_of(PrintFormat, load_default=PrintFormat.PDF.value)
    dpi = fields.Integer(
        strict=True,
        load_default=0,
        validate=validate.OneOf((0, *rules.DPI)),
        metadata=described("Of ZPL: 203 or 300."),
    )
    layout_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata=described("Null: the ticket type's own layout, else the event's default one."),
    )
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata=described("Why badges that were printed before are printed again."),
    )
    device = fields.String(
        load_default="",
        validate=validate.Length(max=80),
        metadata=described("Where it is printed, such as the name of a desk."),
    )

    @validates_schema
    def _judge(self, data: dict[str, Any], **_: Any) -> None:
        is_zpl = data.get("format") == PrintFormat.ZPL
        if is_zpl != bool(data.get("dpi")):
            says = "Say 203 or 300 for ZPL." if is_zpl else "Only ZPL is printed for a resolution."
            raise ValidationError(says, "dpi")


def print_run(data: dict[str, Any]) -> NewPrintRun:
    stated = {name: data.pop(name) for name in ("format", "dpi", "layout_id")}
    words = {name: data.pop(name).strip() for name in ("reason", "device")}
    return NewPrintRun(**stated, **words)


class NewPrintRunSchema(_PrintFields):
    component = "BadgesPrint"

    ticket_ids = fields.List(
        fields.UUID(required=True),
        required=True,
        validate=validate.Length(min=1, max=rules.MOST_NAMED),
    )

    @post_load
    def to_run(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"new": print_run(data), **data}


class PrintFoundSchema(_PrintFields):
    component = "BadgesPrintFound"

    filter = fields.Nested(
        AttendeeFilterSchema,
        load_default=dict,
        metadata=described("Whom `…/attendees` finds by it in this event now; valid tickets only."),
    )
    again = YesOrNo(load_default=False, metadata=described("Also badges that were printed before."))

    @post_load
    def to_run(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        wanted = attendee_filter(data.pop("filter"))
        return {"new": print_run(data), "wanted": wanted, **data}


class PrintArguments(PageArguments):
    ticket_id = fields.UUID(load_default=None)


class FileArguments(Schema):
    part = fields.Integer(load_default=1, validate=validate.Range(1, 1000))
