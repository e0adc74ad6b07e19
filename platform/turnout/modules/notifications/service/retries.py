"""Finds mails that nobody is working on: lost messages, dead workers, attempts that are due."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.observability.metrics import gauge
from turnout.modules.identity import api as identity
from turnout.modules.notifications import rules
from turnout.modules.notifications.models import Mail, PlatformMail
from turnout.modules.notifications.queries import mails as queries
from turnout.modules.organizations import api as organizations

MOST: Final = 500
WAITING: Final = gauge("turnout_mails_waiting", "Mails written down and not sent yet")
OLDEST: Final = gauge("turnout_mails_oldest_seconds", "Age of the oldest mail that waits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a worker should be told of now."""

    mails: list[tuple[UUID, UUID]]
    """Organization and mail."""
    platform_mails: list[UUID]
    tokens: list[UUID]
    """Account mails that were never written down."""
    invitations: list[tuple[UUID, UUID]]
    """Organization and invitation whose mail was never written down."""


def take_due(ctx: SystemContext, *, limit: int = MOST) -> Due:
    """Mark due mails as handed out and say which; each comes once in `rules.HAND_OUT_AGAIN`."""
    tokens = identity.list_unsent_identity_mails()
    invitations = organizations.list_unsent_invitations(ctx)
    with transaction(ctx) as tx:
        mails = queries.hand_out(tx, limit=limit)
        platform_mails = queries.hand_out_platform(tx, limit=limit)
        known = queries.list_sources_under_way(tx, PlatformMail, tokens)
        invited = queries.list_sources_under_way(tx, Mail, [each for _, each in invitations])
    return Due(
        mails=mails,
        platform_mails=platform_mails,
        tokens=[each for each in tokens if each not in known],
        invitations=[each for each in invitations if each[1] not in invited],
    )


def measure_backlog(ctx: SystemContext) -> None:
    """State the backlog's size and age as metrics."""
    with transaction(ctx) as tx:
        backlogs = [queries.measure_backlog(tx, kind) for kind in (Mail, PlatformMail)]
    WAITING.set(sum(each.waiting for each in backlogs))
    OLDEST.set(max(each.oldest_seconds for each in backlogs))


def count_waiting(ctx: SystemContext) -> int:
    """Mails of every kind that have not left: written down, or still to be."""
    tokens = identity.list_unsent_identity_mails()
    invitations = [each for _, each in organizations.list_unsent_invitations(ctx)]
    with transaction(ctx) as tx:
        backlogs = [queries.measure_backlog(tx, kind) for kind in (Mail, PlatformMail)]
        known = queries.list_sources_under_way(tx, PlatformMail, tokens)
        known |= queries.list_sources_under_way(tx, Mail, invitations)
    return sum(each.waiting for each in backlogs) + len({*tokens, *invitations} - known)


def forget_old(ctx: SystemContext) -> int:
    """Drop our own mails of a while ago: addresses are not kept longer than they serve."""
    with transaction(ctx) as tx:
        return queries.forget_platform_mails(tx, older_than=rules.KEEP_PLATFORM_MAILS)
