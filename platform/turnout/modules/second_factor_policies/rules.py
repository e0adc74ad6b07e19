"""Decisions about second-factor policies: pure, without clock or database."""

from datetime import datetime, timedelta

from turnout.modules.second_factor_policies.types import NewSecondFactorPolicy, SecondFactorPolicy


def demanded_from(
    before: SecondFactorPolicy | None, new: NewSecondFactorPolicy, *, now: datetime
) -> datetime | None:
    """From when the roles are asked: grace begins anew when others are asked, or the days change.

    None where no role is.
    """
    if not new.roles:
        return None
    if before is not None and before.demanded_from is not None:
        asks_nobody_else = set(new.roles) <= set(before.roles)
        if asks_nobody_else and new.grace_days == before.grace_days:
            return before.demanded_from
    return now + timedelta(days=new.grace_days)
