"""Use cases of second-factor policies."""

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.roles import api as roles
from turnout.modules.second_factor_policies import policies, queries, rules
from turnout.modules.second_factor_policies.errors import OwnFactorMissing
from turnout.modules.second_factor_policies.facts import SecondFactorPolicyChanged
from turnout.modules.second_factor_policies.hooks import has_factor
from turnout.modules.second_factor_policies.types import (
    ASKS_NOBODY,
    NewSecondFactorPolicy,
    SecondFactorPolicy,
)


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
    with transaction(ctx) as tx:
        _require_known_roles(tx, new)
        before = queries.lock_policy(tx)
        require_version(version, before.version if before else 0)
        demanded_from = rules.demanded_from(before, new, now=tx.now)
        policy = queries.put_policy(tx, new, demanded_from=demanded_from)
        tx.publish(SecondFactorPolicyChanged(second_factor_policy_id=policy.id))
        organization_id = tx.organization_id
        tx.after_commit.append(lambda: roles.invalidate_all_access(organization_id))
    return policy


def _require_known_roles(tx: Transaction, new: NewSecondFactorPolicy) -> None:
    errors = [
        FieldError(f"/roles/{index}", "There is no such role.", "unknown")
        for index, role in enumerate(new.roles)
        if roles.find_rights(tx, role) is None
    ]
    if errors:
        raise Invalid(*errors)
