"""Requests about quiet hours."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.quiet_hours.types import QuietHours

CLOCK: Final = validate.Regexp(
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", error="Use a time of the day such as 21:00."
)


class QuietHoursUpdateSchema(Schema):
    component = "QuietHoursUpdate"
    is_on = YesOrNo(required=True)
    starts = fields.String(required=True, validate=CLOCK, metadata={"example": "21:00"})
    ends = fields.String(required=True, validate=CLOCK, metadata={"example": "08:00"})

    @post_load
    def to_hours(self, data: dict[str, Any], **_: Any) -> QuietHours:
        return QuietHours(**data)
