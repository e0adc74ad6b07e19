"""Every statement of connections."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import Select, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from turnout.kernel.db.tx import Transaction
from turnout.modules.connections.errors import ConnectionNotFound, NameTaken
from turnout.modules.connections.models import ConnectionRow, ConnectionState
from turnout.modules.connections.types import AdapterHealth, SealedConnection
from turnout_sdk.adapter import Kind

SEALED: Final = """
    SELECT id, kind, adapter_key, settings, secrets FROM connections
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s AND state = 'active'
    ORDER BY position, id
"""


def list_connections(tx: Transaction, kind: str | None = None) -> Sequence[ConnectionRow]:
    """All connections (of a kind) but archived ones, in the order in which they are tried."""
    statement = select(ConnectionRow).where(
        ConnectionRow.organization_id == tx.organization_id,
        ConnectionRow.state != ConnectionState.ARCHIVED.value,
    )
    if kind is not None:
        statement = statement.where(ConnectionRow.kind == kind)
    return tx.session.scalars(
        statement.options(undefer(ConnectionRow.secrets)).order_by(
            ConnectionRow.kind, ConnectionRow.position, ConnectionRow.id
        )
    ).all()


def list_active(tx: Transaction, kind: str) -> Sequence[ConnectionRow]:
    return tx.session.scalars(_active(tx).where(ConnectionRow.kind == kind)).all()


def _active(tx: Transaction) -> Select[ConnectionRow]:
    """The connections that are switched on, each kind in the order in which to try them."""
    active = select(ConnectionRow).where(
        ConnectionRow.organization_id == tx.organization_id,
        ConnectionRow.state == ConnectionState.ACTIVE.value,
    )
    return active.order_by(ConnectionRow.kind, ConnectionRow.position, ConnectionRow.id)


def find_first_active(tx: Transaction, kind: str) -> ConnectionRow | None:
    """The connection of a kind that is switched on and stands before the others."""
    return next(iter(list_active(tx, kind)), None)


def list_active_adapters(tx: Transaction, kind: str) -> list[tuple[UUID, str]]:
    """(connection, adapter) of a kind that are switched on, in the order in which to try them."""
    return [(row.id, row.adapter_key) for row in list_active(tx, kind)]


def list_sealed(tx: Transaction, kind: str) -> list[SealedConnection]:
    """Those of a kind that are switched on, in the order in which to try them, to be opened."""
    return tx.query(SEALED, tx.here(kind=kind), into=SealedConnection)


def list_active_settings(tx: Transaction, kind: str) -> dict[UUID, tuple[str, dict[str, Any]]]:
    """Adapter and settings, without secrets, of a kind's connections that are switched on."""
    return {row.id: (row.adapter_key, dict(row.settings)) for row in list_active(tx, kind)}


def list_in_use(tx: Transaction) -> list[tuple[str, str, str]]:
    """(kind, adapter, name) of every connection that is switched on, in their order."""
    return [(row.kind, row.adapter_key, row.name) for row in tx.session.scalars(_active(tx))]


def list_names(tx: Transaction, kind: str) -> dict[UUID, str]:
    """The names of a kind's connections, archived ones among them."""
    found = select(ConnectionRow.id, ConnectionRow.name).where(
        ConnectionRow.organization_id == tx.organization_id, ConnectionRow.kind == kind
    )
    return {row.id: row.name for row in tx.execute(found)}


def is_taken(tx: Transaction, connection_id: UUID) -> bool:
    """Whether a connection, archived or not, has this id."""
    found = select(ConnectionRow.id).where(
        ConnectionRow.organization_id == tx.organization_id, ConnectionRow.id == connection_id
    )
    return bool(tx.session.scalar(select(exists(found))))


def has_proven_account(tx: Transaction) -> bool:
    """Whether an active live connection for payments named its account when it was checked last."""
    found = select(ConnectionRow.id).where(
        ConnectionRow.organization_id == tx.organization_id,
        ConnectionRow.kind == Kind.PAYMENTS.value,
        ConnectionRow.state == ConnectionState.ACTIVE.value,
        ConnectionRow.mode == "live",
        ConnectionRow.proven_account != "",
    )
    return bool(tx.session.scalar(select(exists(found))))


def get_connection(tx: Transaction, connection_id: UUID) -> ConnectionRow:
    """The connection with its sealed secrets, or ConnectionNotFound."""
    return _one(tx, _by_id(tx, connection_id))


def lock_connection(tx: Transaction, connection_id: UUID) -> ConnectionRow:
    """The connection with its sealed secrets, FOR UPDATE; an archived one is ConnectionNotFound."""
    statement = _by_id(tx, connection_id).with_for_update()
    return _one(tx, statement.where(ConnectionRow.state != ConnectionState.ARCHIVED.value))


def delete_unused(tx: Transaction, connection: ConnectionRow) -> bool:
    """Delete a connection that no row refers to; False, and nothing changed, when one does."""
    try:
        with tx.savepoint():
            tx.session.delete(connection)
    except IntegrityError as error:
        if isinstance(error.orig, ForeignKeyViolation):
            return False
        raise
    return True


UNCHECKED: Final = """
    SELECT organization_id, id FROM connections
    WHERE kind = %(kind)s AND state = 'active'
        AND (checked_at IS NULL OR checked_at < %(before)s)
    ORDER BY checked_at NULLS FIRST LIMIT %(most)s
"""
HEALTH: Final = """
    SELECT kind, adapter_key, count(*) AS connections,
        count(*) FILTER (WHERE is_healthy) AS healthy,
        count(*) FILTER (WHERE NOT is_healthy) AS unhealthy, max(checked_at) AS last_checked_at
    FROM connections WHERE state = 'active' GROUP BY kind, adapter_key
"""


def list_adapter_health(tx: Transaction) -> list[AdapterHealth]:
    """How the active connections of all organizations are, by adapter; for jobs."""
    return tx.query(HEALTH, into=AdapterHealth)


def list_unchecked(
    tx: Transaction, kind: str, *, before: datetime, most: int
) -> list[tuple[UUID, UUID]]:
    """(organization, connection) of a kind that were not checked since then; for jobs."""
    return list(tx.query(UNCHECKED, {"kind": kind, "before": before, "most": most}))


def next_position(tx: Transaction, kind: str) -> int:
    last = tx.session.scalar(
        select(func.max(ConnectionRow.position)).where(
            ConnectionRow.organization_id == tx.organization_id, ConnectionRow.kind == kind
        )
    )
    return int(last or 0) + 1


def save(tx: Transaction, connection: ConnectionRow) -> None:
    try:
        tx.add(connection)
        tx.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise NameTaken from error
        raise


def _by_id(tx: Transaction, connection_id: UUID) -> Select[ConnectionRow]:
    return (
        select(ConnectionRow)
        .where(
            ConnectionRow.organization_id == tx.organization_id, ConnectionRow.id == connection_id
        )
        .options(undefer(ConnectionRow.secrets))
    )


def _one(tx: Transaction, statement: Select[ConnectionRow]) -> ConnectionRow:
    found = tx.session.scalars(statement).one_or_none()
    if found is None:
        raise ConnectionNotFound
    return found
