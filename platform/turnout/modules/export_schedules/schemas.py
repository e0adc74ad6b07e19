"""Requests about scheduled exports: the title of a PDF is the schedule's name."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.cadences import LAST_MONTH_DAY, Cadence
from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank, whole
from turnout.modules.export_schedules.rules import LONGEST_NAME
from turnout.modules.export_schedules.types import NewExportSchedule
from turnout.modules.order_exports.schemas import (
    NewAttendeeExportSchema,
    NewCheckinExportSchema,
    NewOrderExportSchema,
    NewPaymentExportSchema,
)

OF_THE_SCHEDULE = ("name", "only_new", "cadence", "weekday", "month_day", "hour", "connection_id")
STORE = "A connected store (`storage`) that its files are delivered to; null: by mail."
ONLY_NEW = "Only what is new since the one before; a quarter of an hour stays for the next."


class ScheduleFields(Schema):
    """When an export is made, and what it is called."""

    name = fields.String(
        required=True,
        validate=not_blank(LONGEST_NAME),
        metadata={"example": "For the books"},
    )
    only_new = YesOrNo(load_default=False, metadata={"description": ONLY_NEW})
    cadence = one_of(Cadence, required=True)
    weekday = whole(1, 7, load_default=1, metadata={"description": "Of a weekly one; 1 is Monday."})
    month_day = whole(1, LAST_MONTH_DAY, load_default=1)
    hour = whole(0, 23, required=True)
    connection_id = fields.UUID(load_default=None, allow_none=True, metadata={"description": STORE})


def _taken(data: dict[str, Any]) -> dict[str, Any]:
    """What is of the schedule, taken out of a request; what is left is the export's."""
    said = {name: data.pop(name) for name in OF_THE_SCHEDULE}
    return said | {"name": said["name"].strip()}


class NewOrderExportScheduleSchema(ScheduleFields, NewOrderExportSchema):
    component = "NewOrderExportSchedule"

    class Meta:
        exclude = ("order_ids", "title")

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> Any:
        said = _taken(data)
        return NewExportSchedule(export=super().to_export(data), **said)


class NewAttendeeExportScheduleSchema(ScheduleFields, NewAttendeeExportSchema):
    component = "NewAttendeeExportSchedule"

    class Meta:
        exclude = ("line_ids", "title")

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> Any:
        said = _taken(data)
        return NewExportSchedule(export=super().to_export(data), **said)


class NewCheckinExportScheduleSchema(ScheduleFields, NewCheckinExportSchema):
    component = "NewCheckinExportSchedule"

    class Meta:
        exclude = ("title",)

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> Any:
        said = _taken(data)
        return NewExportSchedule(export=super().to_export(data), **said)


class NewPaymentExportScheduleSchema(ScheduleFields, NewPaymentExportSchema):
    component = "NewPaymentExportSchedule"

    class Meta:
        exclude = ("title",)

    @post_load
    def to_export(self, data: dict[str, Any], **_: Any) -> Any:
        said = _taken(data)
        return NewExportSchedule(export=super().to_export(data), **said)
