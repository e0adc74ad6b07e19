"""Statements about second-factor policies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.second_factor_policies.types import NewSecondFactorPolicy, SecondFactorPolicy

COLUMNS: Final = "id, roles, grace_days, counts_sso, demanded_from, role_demands, version"
FIND: Final = f"""
    SELECT {COLUMNS} FROM second_factor_policies WHERE organization_id = %(organization_id)s
"""
LOCK: Final = f"{FIND} FOR UPDATE"
PUT: Final = f"""
    INSERT INTO second_factor_policies (organization_id, id, roles, grace_days, counts_sso,
        demanded_from, role_demands, version)
    VALUES (%(organization_id)s, %(id)s, %(roles)s::jsonb, %(grace_days)s, %(counts_sso)s,
        %(demanded_from)s, %(role_demands)s::jsonb, 1)
    ON CONFLICT (organization_id) DO UPDATE SET roles = excluded.roles,
        grace_days = excluded.grace_days, counts_sso = excluded.counts_sso,
        demanded_from = excluded.demanded_from, role_demands = excluded.role_demands,
        version = second_factor_policies.version + 1
    RETURNING {COLUMNS}
"""


def find_policy(tx: Transaction) -> SecondFactorPolicy | None:
    return next(iter(tx.query(FIND, tx.here(), into=SecondFactorPolicy.of)), None)


def lock_policy(tx: Transaction) -> SecondFactorPolicy | None:
    return next(iter(tx.query(LOCK, tx.here(), into=SecondFactorPolicy.of)), None)


def put_policy(
    tx: Transaction, new: NewSecondFactorPolicy, *, role_demands: Mapping[str, datetime]
) -> SecondFactorPolicy:
    """Write what the organization asks for, instead of what it asked for before."""
    values = tx.here(
        id=new_id(),
        roles=as_json(sorted(new.roles)),
        grace_days=new.grace_days,
        counts_sso=new.counts_sso,
        demanded_from=max(role_demands.values(), default=None),
        role_demands=as_json({role: at.isoformat() for role, at in role_demands.items()}),
    )
    [policy] = tx.query(PUT, values, into=SecondFactorPolicy.of)
    return policy


BEGUN: Final = """
    SELECT organization_id FROM second_factor_policies WHERE EXISTS (
        SELECT FROM jsonb_each_text(role_demands) AS d (role, at)
        WHERE d.at::timestamptz > %(since)s AND d.at::timestamptz <= %(now)s)
"""


def list_begun(tx: Transaction, *, since: datetime) -> list[UUID]:
    """The organizations in which days of grace have ended since then; as operator."""
    found = tx.query(BEGUN, {"since": since, "now": tx.now})
    return [organization_id for (organization_id,) in found]
