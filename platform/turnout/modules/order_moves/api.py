"""The front door of order moves."""

from turnout.modules.order_moves.policies import MOVE
from turnout.modules.order_moves.service import move_in, move_to_event_in, require_target_event
from turnout.modules.order_moves.types import (
    NewOrderEventMove,
    NewOrderMove,
    OrderEventMove,
    OrderMove,
    TypeChange,
)
