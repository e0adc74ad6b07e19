"""Requests about waiting rooms."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.request_fields import YesOrNo, whole
from turnout.modules.waiting_room.types import NewWaitingRoom

MOST_PER_MINUTE: Final = 60_000
MOST_SHOPPING: Final = 100_000
MOST_MINUTES: Final = 120
MOST_MILLISECONDS: Final = 60_000
MOST_ARRIVALS: Final = 1_000_000


class WaitingRoomSchema(Schema):
    component = "WaitingRoomFields"

    is_on = YesOrNo(required=True)
    is_paused = YesOrNo(load_default=False)
    lobby_opens_at = fields.AwareDateTime(load_default=None, allow_none=True)
    opens_at = fields.AwareDateTime(required=True)
    least_per_minute = whole(1, MOST_PER_MINUTE, required=True)
    most_per_minute = whole(1, MOST_PER_MINUTE, required=True)
    most_shopping = whole(1, MOST_SHOPPING, required=True)
    shopping_minutes = whole(1, MOST_MINUTES, required=True)
    target_milliseconds = whole(1, MOST_MILLISECONDS, load_default=500)
    automatic_above_per_minute = whole(1, MOST_ARRIVALS, load_default=None, allow_none=True)

    @post_load
    def to_room(self, data: dict[str, Any], **_: Any) -> NewWaitingRoom:
        return NewWaitingRoom(**data)
