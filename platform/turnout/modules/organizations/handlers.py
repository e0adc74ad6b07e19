"""What organizations answers to modules below: how many members count against the plan."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.organizations.queries.members import count_members
from turnout.modules.quotas import api as quotas


@quotas.METERS.register
def count_used_members(tx: Transaction) -> tuple[quotas.QuotaKind, int]:
    return quotas.QuotaKind.MEMBERS, count_members(tx)
