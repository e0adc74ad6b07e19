"""Use cases of second-factor policies."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.messaging import live
from turnout.modules.roles import api as roles
from turnout.modules.second_factor_policies import policies, queries, rules
from turnout.modules.second_factor_policies.errors import OwnFactorMissing
from turnout.modules.second_factor_policies.facts import SecondFactorPolicyChanged
from turnout.modules.second_factor_policies.hooks import PEOPLE, has_factor
from turnout.modules.second_factor_policies.types import (
    ASKS_NOBODY,
    NewSecondFactorPolicy,
    SecondFactorPolicy,
)

EVERY_SECONDS: Final = 1
"""What is revoked counts within a second; the run is one statement over a table of few rows."""
BEGUN_LATELY: Final = timedelta(seconds=20)
"""So far back a timed run looks, since one may be late; to end a stream twice does no harm."""


def get_policy(ctx: OrganizationContext) -> SecondFactorPolicy:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.find_policy(tx) or ASKS_NOBODY


def put_policy(
    ctx: OrganizationContext, new: NewSecondFactorPolicy, *, version: int | None = None
) -> SecondFactorPolicy:
    """Ask these roles for a second factor and no others; it counts at everybody's next request.

    OwnFactorMissing for who has none: nobody asks others and shuts themselves out. Who is asked and
    has none may still sign in, and set one up.
    """
    user_id = policies.require_can_manage(ctx)
    if new.roles:
        job = SystemContext(job="second-factor-policies.put", request_id=ctx.request_id)
        with transaction(job) as tx:
            if not has_factor(tx, user_id):
                raise OwnFactorMissing
    return _put(ctx, new, version=version)


def set_policy(ctx: OrganizationContext, new: NewSecondFactorPolicy) -> SecondFactorPolicy:
    """The same for the platform, by a manifest: nobody decides, so nobody needs a factor first."""
    policies.require_platform(ctx)
    return _put(ctx, new, version=None)


def _put(
    ctx: OrganizationContext, new: NewSecondFactorPolicy, *, version: int | None
) -> SecondFactorPolicy:
    with transaction(ctx) as tx:
        _require_known_roles(tx, new)
        before = queries.lock_policy(tx)
        require_version(version, before.version if before else 0)
        demands = rules.role_demands(before, new, now=tx.now)
        policy = queries.put_policy(tx, new, role_demands=demands)
        tx.publish(SecondFactorPolicyChanged(second_factor_policy_id=policy.id))
        organization_id = tx.organization_id
        tx.after_commit.append(lambda: roles.invalidate_all_access(organization_id))
        if any(at <= tx.now for at in demands.values()):
            tx.after_commit.append(lambda: end_streams(organization_id))
    return policy


def end_begun_streams(ctx: SystemContext) -> None:
    """End what is listened to live where days of grace have just ended."""
    with transaction(ctx) as tx:
        begun = queries.list_begun(tx, since=tx.now - BEGUN_LATELY)
    for organization_id in begun:
        end_streams(organization_id)


def end_streams(organization_id: UUID) -> None:
    """End what everybody listens to live there; whoever may still come in opens it again."""
    for list_people in PEOPLE:
        for user_id in list_people(organization_id):
            live.end_streams(organization_id, user_id)


def _require_known_roles(tx: Transaction, new: NewSecondFactorPolicy) -> None:
    errors = [
        FieldError(f"/roles/{index}", "There is no such role.", "unknown")
        for index, role in enumerate(new.roles)
        if roles.find_rights(tx, role) is None
    ]
    if errors:
        raise Invalid(*errors)
