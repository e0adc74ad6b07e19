"""Who may buy, see, change, refund and approve orders."""

from typing import Final
from uuid import UUID

from turnout.kernel.context import Context, OrganizationContext, PublicContext, TenantContext
from turnout.kernel.errors import Forbidden
from turnout.kernel.security.permissions import MANAGERS, TEAM, permission, require

READ: Final = permission("orders.read", "see orders and attendees", roles=TEAM)
EDIT: Final = permission("orders.edit", "change and cancel orders", roles=TEAM)
REFUND: Final = permission("orders.refund", "refund orders", roles=MANAGERS)
APPROVE: Final = permission(
    "orders.approve", "accept or decline orders that wait for the organizer", roles=MANAGERS
)
GIVE_AWAY: Final = permission("orders.give-away", "give tickets away", roles=MANAGERS)
TERMS: Final = permission(
    "orders.terms", "say in which parts and until when buyers may pay", roles=MANAGERS
)

BUYER_TERMS: Final = permission(
    "orders.buyer-terms",
    "say what buyers may do by themselves: pass tickets on, change names, cancel",
    roles=MANAGERS,
)

OPEN: Final[dict[str, str]] = {
    "place_desk_order": "the box office, after its own check",
    "sync_with_payments": "a reaction to settled and refunded payments: handlers only",
    "hold_for_review": "a reaction to a payment that does not match: handlers only",
    "repair_stock": "accounting has asked who may reconcile; it sets counters to what orders take",
    "handle_batch": "the job over the orders of a cancelled event, in a claimed organization",
    "expire_order": "the expiry job, in the organization of a claimed id",
    "remind_of_instalment": "the reminding job, in the organization of a claimed id",
    "copy_buyer_terms": "a reaction to a copied event: handlers only",
}


def require_can_buy(ctx: Context) -> None:
    """Anyone may buy; a person's or a job's context has no organization to buy from."""
    if not isinstance(ctx, TenantContext):
        raise Forbidden


def require_can_open(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the order's secret (a PublicContext by now), or a member who sees orders.

    Asked again with the order's event once it is read: a grant may be limited to other events.
    """
    if not isinstance(ctx, PublicContext):
        require(ctx, READ, event_id=event_id)


def require_can_change(ctx: Context, event_id: UUID | None = None) -> None:
    """The holder of the order's secret, or a member who changes orders.

    Cancelling by the event's refund terms is such a change; any other refund asks REFUND.
    """
    if not isinstance(ctx, PublicContext):
        require(ctx, EDIT, event_id=event_id)


def may_know_holders(ctx: Context, event_id: UUID) -> bool:
    """Whether names of the event's ticket holders may be told: to a member who sees orders."""
    if not isinstance(ctx, OrganizationContext) or READ not in ctx.permissions:
        return False
    return ctx.event_ids is None or event_id in ctx.event_ids


def require_can_correct_email(ctx: Context, event_id: UUID | None = None) -> None:
    """Members only: a forwarded link must not be enough to move an order (decision 0032)."""
    require(ctx, EDIT, event_id=event_id)


def require_can_list(ctx: Context) -> None:
    require(ctx, READ)


def require_can_refund(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, REFUND, event_id=event_id)


def require_can_give_away(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, GIVE_AWAY, event_id=event_id)


def require_can_approve(ctx: Context, event_id: UUID | None = None) -> None:
    require(ctx, APPROVE, event_id=event_id)


def require_can_set_terms(ctx: Context, event_id: UUID) -> None:
    require(ctx, TERMS, event_id=event_id)


def require_can_see_terms(ctx: Context, event_id: UUID | None) -> None:
    require(ctx, READ, event_id=event_id)


def require_can_set_buyer_terms(ctx: Context, event_id: UUID | None) -> None:
    """Those of the organization reach every event: a grant limited to some does not carry that."""
    require(ctx, BUYER_TERMS, event_id=event_id)
    is_limited = isinstance(ctx, OrganizationContext) and ctx.event_ids is not None
    if event_id is None and is_limited:
        raise Forbidden("This needs a membership that is not limited to some events.")
