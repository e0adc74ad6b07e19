"""Requests about sales reports."""

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.sales_reports.types import Grouping, ReportFilter

LONGEST_DAYS: Final = 3660
"""Ten years."""
BACKWARDS: Final = "Choose a last day that is not before the first."
TOO_LONG: Final = "Choose ten years at most."
BOTH: Final = "Choose an event or a series, not both."


class ReportArguments(Schema):
    event_id = fields.UUID(
        load_default=None, metadata={"description": "Only this event; its time zone counts."}
    )
    series_id = fields.UUID(load_default=None, metadata={"description": "Only its events."})
    first_day = fields.Date(
        load_default=None, metadata={"description": "Nothing before it; from the first without."}
    )
    last_day = fields.Date(
        load_default=None, metadata={"description": "Nothing after it; until now without."}
    )
    group_by = one_of(Grouping, load_default=Grouping.DAY.value)

    @validates_schema
    def fits(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data["first_day"], data["last_day"]
        if first and last and last < first:
            raise ValidationError(BACKWARDS, "last_day")
        if first and last and (last - first).days > LONGEST_DAYS:
            raise ValidationError(TOO_LONG, "last_day")
        if data["event_id"] and data["series_id"]:
            raise ValidationError(BOTH, "series_id")

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        group_by = Grouping(data.pop("group_by"))
        return {"wanted": ReportFilter(**data), "group_by": group_by}


class ReportFileArguments(ReportArguments, FileArguments):
    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        wish: dict[str, Any] = super().to_wish(data)
        return wish | file


class ComparisonArguments(Schema):
    event_id = fields.UUID(required=True)
    other_event_id = fields.UUID(
        required=True, metadata={"description": "A former event, or any other."}
    )

    @validates_schema
    def differ(self, data: dict[str, Any], **_: Any) -> None:
        if data["event_id"] == data["other_event_id"]:
            raise ValidationError("Choose another event to compare with.", "other_event_id")
