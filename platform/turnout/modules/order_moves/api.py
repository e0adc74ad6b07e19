"""The front door of order moves."""

from turnout.modules.order_moves.policies import MOVE
from turnout.modules.order_moves.service import move_in
from turnout.modules.order_moves.types import NewOrderMove, OrderMove
