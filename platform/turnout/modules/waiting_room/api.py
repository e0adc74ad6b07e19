"""The front door of waiting rooms."""

from turnout.modules.waiting_room.automatic import count as count_arrival
from turnout.modules.waiting_room.control import find_room_state, measured
from turnout.modules.waiting_room.errors import (
    PassExpired,
    PassInUse,
    PassMissing,
    PassRefused,
    PassUsed,
    PlaceOver,
    RoomNotFound,
    RoomNotOpen,
)
from turnout.modules.waiting_room.gate import claim_pass, require_pass
from turnout.modules.waiting_room.hooks import ENDED_ORDERS
from turnout.modules.waiting_room.passes import (
    PASS_HEADER,
    Pass,
    Place,
    is_place,
    pass_cookie,
    place_cookie,
    read_pass,
    sign_place,
)
from turnout.modules.waiting_room.service import (
    get_room,
    is_on,
    join,
    leave,
    look,
    update_room,
)
from turnout.modules.waiting_room.types import (
    JoinedWaitingRoom,
    NewWaitingRoom,
    PlaceState,
    RoomState,
    WaitingPlace,
    WaitingRoom,
)
