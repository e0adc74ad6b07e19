"""Use cases of figure shares: given by managers, read by whom they were given to."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.events import api as events
from turnout.modules.figure_shares import policies, queries, rules
from turnout.modules.figure_shares.errors import FigureShareNotFound
from turnout.modules.figure_shares.facts import FigureShareEnded, FiguresShared
from turnout.modules.figure_shares.metrics import SHARES
from turnout.modules.figure_shares.types import FigureShare, NewFigureShare, SharedFigures
from turnout.modules.organizations import api as organizations


def list_shares(ctx: OrganizationContext) -> list[FigureShare]:
    """What is shared with whom, by whom, until when; the latest first."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return queries.list_shares(tx)


def share_figures(ctx: OrganizationContext, new: NewFigureShare) -> FigureShare:
    """Let a member see these figures of an event, and no others, until `expires_at`."""
    by = policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        errors = rules.share_errors(new.figures, new.expires_at, now=tx.now)
        if organizations.find_member(tx, new.member_id) is None:
            errors.append(FieldError("/member_id", "This is no member."))
        event = events.find_event(tx, new.event_id)
        if event is None or event.state == events.State.DELETED:
            errors.append(FieldError("/event_id", "This is no event of the organization."))
        if errors:
            raise Invalid(*errors)
        share = queries.put_share(tx, new, by=by)
        tx.publish(
            FiguresShared(
                figure_share_id=share.id, member_id=share.member_id, event_id=share.event_id
            )
        )
        tx.after_commit.append(lambda: SHARES.add(step="shared"))
    return share


def end_share(ctx: OrganizationContext, figure_share_id: UUID) -> None:
    """Let them see it no more, from the next request on."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        if not queries.delete_share(tx, figure_share_id):
            raise FigureShareNotFound
        tx.publish(FigureShareEnded(figure_share_id=figure_share_id))
        tx.after_commit.append(lambda: SHARES.add(step="ended"))


def list_shared(ctx: OrganizationContext) -> list[SharedFigures]:
    """The published events of which figures were shared with who asks, and those figures."""
    policies.require_can_read(ctx)
    if ctx.user_id is None:
        return []
    only = None if ctx.event_ids is None else list(ctx.event_ids)
    with transaction(ctx) as tx:
        member = organizations.find_member_of(tx, ctx.user_id)
        return [] if member is None else queries.list_shared(tx, member.id, only=only)
