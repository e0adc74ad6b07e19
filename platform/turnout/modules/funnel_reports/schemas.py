"""Requests about funnel reports."""

from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.funnel_reports.types import FunnelGrouping, FunnelWish

LONGEST_DAYS: Final = 3660
"""Ten years."""
BACKWARDS: Final = "Choose a last day that is not before the first."
TOO_LONG: Final = "Choose ten years at most."


class FunnelArguments(Schema):
    first_day = fields.Date(
        load_default=None, metadata={"description": "Nothing before it; from the first without."}
    )
    last_day = fields.Date(
        load_default=None, metadata={"description": "Nothing after it; until now without."}
    )
    group_by = one_of(FunnelGrouping, load_default=FunnelGrouping.SOURCE.value)

    @validates_schema
    def fits(self, data: dict[str, Any], **_: Any) -> None:
        first, last = data["first_day"], data["last_day"]
        if first and last and last < first:
            raise ValidationError(BACKWARDS, "last_day")
        if first and last and (last - first).days > LONGEST_DAYS:
            raise ValidationError(TOO_LONG, "last_day")

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"wish": FunnelWish(**{**data, "group_by": FunnelGrouping(data["group_by"])})}


class FunnelFileArguments(FunnelArguments, FileArguments):
    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        wish: dict[str, Any] = super().to_wish(data)
        return wish | file
