"""Requests about quiet hours."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.quiet_hours import rules
from turnout.modules.quiet_hours.types import QuietHours

CLOCK: Final = validate.Regexp(rf"^{rules.CLOCK.pattern}$(?!\n)", error=rules.WRONG_CLOCK)


class QuietHoursUpdateSchema(Schema):
    component = "QuietHoursUpdate"
    is_on = YesOrNo(required=True)
    starts = fields.String(required=True, validate=CLOCK, metadata={"example": "21:00"})
    ends = fields.String(required=True, validate=CLOCK, metadata={"example": "08:00"})

    @post_load
    def to_hours(self, data: dict[str, Any], **_: Any) -> QuietHours:
        return QuietHours(**data)
