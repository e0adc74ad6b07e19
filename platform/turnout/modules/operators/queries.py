"""Statements about operators and their tokens."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.operators.types import (
    KnownOperatorToken,
    NewOperatorToken,
    OperatorRow,
    OperatorToken,
)

FIRST: Final = UUID(int=0)
OPERATORS: Final = """
    SELECT id, user_id, role, created_at, version FROM operators WHERE ended_at IS NULL
"""
FIND_OPERATOR: Final = f"{OPERATORS} AND id = %(id)s"
FIND_BY_USER: Final = f"{OPERATORS} AND user_id = %(user_id)s"
LIST_OPERATORS: Final = f"{OPERATORS} AND id > %(after)s ORDER BY id LIMIT %(limit)s"
# Of two who end each other at once, one comes second.
LOCK_OPERATORS: Final = """
    SELECT id, role FROM operators WHERE ended_at IS NULL ORDER BY id FOR UPDATE
"""
INSERT_OPERATOR: Final = """
    INSERT INTO operators (id, user_id, role, created_by, created_at, version)
    VALUES (%(id)s, %(user_id)s, %(role)s, %(created_by)s, %(now)s, 1)
    ON CONFLICT (user_id) WHERE ended_at IS NULL DO NOTHING RETURNING id
"""
SET_ROLE: Final = "UPDATE operators SET role = %(role)s, version = version + 1 WHERE id = %(id)s"
END_OPERATOR: Final = (
    "UPDATE operators SET ended_at = %(now)s, version = version + 1 WHERE id = %(id)s"
)
OWN_COLUMNS: Final = "id, operator_id, name, scopes, created_at, expires_at, revoked_at"
COLUMNS_OF_TOKENS: Final = f"""
    {OWN_COLUMNS},
    (SELECT used_at FROM operator_token_uses WHERE token_id = operator_tokens.id) AS last_used_at
"""
LIST_TOKENS: Final = f"""
    SELECT {COLUMNS_OF_TOKENS} FROM operator_tokens
    WHERE operator_id = %(operator_id)s AND id > %(after)s ORDER BY id LIMIT %(limit)s
"""
INSERT_TOKEN: Final = f"""
    INSERT INTO operator_tokens (id, operator_id, name, scopes, secret_hash, created_at, expires_at)
    VALUES (%(id)s, %(operator_id)s, %(name)s, %(scopes)s, %(secret_hash)s, %(now)s,
        %(expires_at)s)
    RETURNING {OWN_COLUMNS}, NULL::timestamptz AS last_used_at
"""
REVOKE: Final = """
    UPDATE operator_tokens SET revoked_at = %(now)s
    WHERE id = %(id)s AND operator_id = %(operator_id)s AND revoked_at IS NULL RETURNING id
"""
FIND_KNOWN: Final = """
    SELECT t.id, t.operator_id, o.user_id, o.role, t.scopes
    FROM operator_tokens t JOIN operators o ON o.id = t.operator_id AND o.ended_at IS NULL
    WHERE t.secret_hash = %(secret_hash)s AND t.revoked_at IS NULL AND t.expires_at > %(now)s
"""
NOTE_USE: Final = """
    INSERT INTO operator_token_uses (token_id, used_at) VALUES (%(id)s, %(now)s)
    ON CONFLICT (token_id) DO UPDATE SET used_at = excluded.used_at
        WHERE operator_token_uses.used_at < %(lately)s
"""
USE_MINUTES: Final = 1
FORGET_TOKENS: Final = "DELETE FROM operator_tokens WHERE expires_at < %(before)s RETURNING id"


def place(request: PageRequest) -> dict[str, Any]:
    after = request.after[1] if request.after else FIRST
    return {"after": after, "limit": request.limit + 1}


def find_operator(tx: Transaction, operator_id: UUID) -> OperatorRow | None:
    return next(iter(tx.query(FIND_OPERATOR, {"id": operator_id}, into=OperatorRow)), None)


def find_operator_by_user(tx: Transaction, user_id: UUID) -> OperatorRow | None:
    """A person as operator; None for everybody else."""
    return next(iter(tx.query(FIND_BY_USER, {"user_id": user_id}, into=OperatorRow)), None)


def list_operators(tx: Transaction, request: PageRequest) -> list[OperatorRow]:
    return tx.query(LIST_OPERATORS, place(request), into=OperatorRow)


def lock_roles(tx: Transaction) -> dict[UUID, str]:
    """Every operator's role, held until the commit."""
    return dict(tx.query(LOCK_OPERATORS))


def insert_operator(
    tx: Transaction, user_id: UUID, *, role: str, created_by: UUID | None
) -> UUID | None:
    """Make a person an operator; None when they are one already."""
    operator_id = new_id()
    values = {"user_id": user_id, "role": role, "created_by": created_by, "now": tx.now}
    return operator_id if tx.query(INSERT_OPERATOR, {"id": operator_id, **values}) else None


def set_role(tx: Transaction, operator_id: UUID, *, role: str) -> None:
    tx.query(SET_ROLE, {"id": operator_id, "role": role})


def end_operator(tx: Transaction, operator_id: UUID) -> None:
    tx.query(END_OPERATOR, {"id": operator_id, "now": tx.now})


def list_tokens(tx: Transaction, operator_id: UUID, request: PageRequest) -> list[OperatorToken]:
    values = {"operator_id": operator_id, **place(request)}
    return tx.query(LIST_TOKENS, values, into=OperatorToken.of)


def insert_token(
    tx: Transaction,
    operator_id: UUID,
    new: NewOperatorToken,
    *,
    secret_hash: bytes,
    expires_at: datetime,
) -> OperatorToken:
    values = {
        "id": new_id(),
        "operator_id": operator_id,
        "name": new.name,
        "scopes": as_json(sorted(new.scopes)),
        "secret_hash": secret_hash,
        "now": tx.now,
        "expires_at": expires_at,
    }
    return tx.query(INSERT_TOKEN, values, into=OperatorToken.of)[0]


def revoke_token(tx: Transaction, token_id: UUID, *, operator_id: UUID) -> bool:
    values = {"id": token_id, "operator_id": operator_id, "now": tx.now}
    return bool(tx.query(REVOKE, values))


def find_known_token(tx: Transaction, secret_hash: bytes) -> KnownOperatorToken | None:
    """What a good secret stands for; None once it is over, revoked, or its owner is gone."""
    values = {"secret_hash": secret_hash, "now": tx.now}
    return next(iter(tx.query(FIND_KNOWN, values, into=KnownOperatorToken.of)), None)


def note_use(tx: Transaction, token_id: UUID) -> None:
    """Write down that a token was used, to the minute."""
    lately = tx.now - timedelta(minutes=USE_MINUTES)
    tx.query(NOTE_USE, {"id": token_id, "now": tx.now, "lately": lately})


def forget_tokens(tx: Transaction, *, before: datetime) -> int:
    return len(tx.query(FORGET_TOKENS, {"before": before}))
