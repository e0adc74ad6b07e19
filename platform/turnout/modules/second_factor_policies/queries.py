"""Statements about second-factor policies."""

from datetime import datetime
from typing import Final

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.second_factor_policies.types import NewSecondFactorPolicy, SecondFactorPolicy

COLUMNS: Final = "id, roles, grace_days, counts_sso, demanded_from, version"
FIND: Final = f"""
    SELECT {COLUMNS} FROM second_factor_policies WHERE organization_id = %(organization_id)s
"""
LOCK: Final = f"{FIND} FOR UPDATE"
PUT: Final = f"""
    INSERT INTO second_factor_policies (organization_id, id, roles, grace_days, counts_sso,
        demanded_from, version)
    VALUES (%(organization_id)s, %(id)s, %(roles)s::jsonb, %(grace_days)s, %(counts_sso)s,
        %(demanded_from)s, 1)
    ON CONFLICT (organization_id) DO UPDATE SET roles = excluded.roles,
        grace_days = excluded.grace_days, counts_sso = excluded.counts_sso,
        demanded_from = excluded.demanded_from, version = second_factor_policies.version + 1
    RETURNING {COLUMNS}
"""


def find_policy(tx: Transaction) -> SecondFactorPolicy | None:
    return next(iter(tx.query(FIND, tx.here(), into=SecondFactorPolicy.of)), None)


def lock_policy(tx: Transaction) -> SecondFactorPolicy | None:
    return next(iter(tx.query(LOCK, tx.here(), into=SecondFactorPolicy.of)), None)


def put_policy(
    tx: Transaction, new: NewSecondFactorPolicy, *, demanded_from: datetime | None
) -> SecondFactorPolicy:
    """Write what the organization asks for, instead of what it asked for before."""
    values = tx.here(
        id=new_id(),
        roles=as_json(sorted(new.roles)),
        grace_days=new.grace_days,
        counts_sso=new.counts_sso,
        demanded_from=demanded_from,
    )
    [policy] = tx.query(PUT, values, into=SecondFactorPolicy.of)
    return policy
