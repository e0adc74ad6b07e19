"""Decisions about second-factor policies: pure, without clock or database."""

from datetime import datetime, timedelta

from turnout.modules.second_factor_policies.types import NewSecondFactorPolicy, SecondFactorPolicy


def role_demands(
    before: SecondFactorPolicy | None, new: NewSecondFactorPolicy, *, now: datetime
) -> dict[str, datetime]:
    """From when each role is asked: one that was asked already keeps its time.

    Grace begins anew for all of them when its days change.
    """
    begins = now + timedelta(days=new.grace_days)
    if before is None or new.grace_days != before.grace_days:
        return dict.fromkeys(new.roles, begins)
    known = dict.fromkeys(before.roles, before.demanded_from) | before.role_demands
    return {role: known.get(role) or begins for role in new.roles}
