"""Who acts on many orders: whoever may do it to one."""

from typing import Final

from turnout.kernel.context import OrganizationContext
from turnout.kernel.security.permissions import require
from turnout.modules.applications import api as applications
from turnout.modules.bulk_actions.types import BulkAction
from turnout.modules.notifications import api as notifications
from turnout.modules.order_moves import api as order_moves
from turnout.modules.order_notes import api as order_notes
from turnout.modules.order_reviews import api as order_reviews
from turnout.modules.orders import api as orders

REFUND: Final = orders.REFUND
EDIT: Final = orders.EDIT
SEND: Final = notifications.SEND
TAG: Final = order_notes.WRITE
MOVE: Final = order_moves.MOVE
DECIDE: Final = applications.DECIDE
REVIEW: Final = order_reviews.DECIDE
NEEDED: Final = {
    BulkAction.REFUND: REFUND,
    BulkAction.CANCEL: EDIT,
    BulkAction.RESEND: SEND,
    BulkAction.TAG: TAG,
    BulkAction.MOVE: MOVE,
    BulkAction.MOVE_EVENT: MOVE,
    BulkAction.APPROVE: DECIDE,
    BulkAction.DENY: DECIDE,
    BulkAction.APPROVE_REVIEW: REVIEW,
    BulkAction.REFUSE_REVIEW: REVIEW,
}


def require_can_start(ctx: OrganizationContext, action: BulkAction) -> None:
    require(ctx, NEEDED[action])
