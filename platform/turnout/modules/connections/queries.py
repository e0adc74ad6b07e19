"""Every statement of connections."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from turnout.kernel.db.tx import Transaction
from turnout.modules.connections.errors import ConnectionNotFound, NameTaken
from turnout.modules.connections.models import Connection, ConnectionState


def list_connections(tx: Transaction, kind: str | None = None) -> Sequence[Connection]:
    """All connections (of a kind), in the order in which they are tried."""
    statement = select(Connection).where(Connection.organization_id == tx.organization_id)
    if kind is not None:
        statement = statement.where(Connection.kind == kind)
    return tx.session.scalars(
        statement.options(undefer(Connection.secrets)).order_by(
            Connection.kind, Connection.position, Connection.id
        )
    ).all()


def list_active(tx: Transaction, kind: str) -> Sequence[Connection]:
    return tx.session.scalars(
        select(Connection)
        .where(
            Connection.organization_id == tx.organization_id,
            Connection.kind == kind,
            Connection.state == ConnectionState.ACTIVE.value,
        )
        .order_by(Connection.position, Connection.id)
    ).all()


def get_connection(tx: Transaction, connection_id: UUID) -> Connection:
    """The connection with its envelope, or ConnectionNotFound."""
    found = tx.session.scalars(
        select(Connection)
        .where(Connection.organization_id == tx.organization_id, Connection.id == connection_id)
        .options(undefer(Connection.secrets))
    ).one_or_none()
    if found is None:
        raise ConnectionNotFound
    return found


def lock_connection(tx: Transaction, connection_id: UUID) -> Connection:
    found = tx.session.scalars(
        select(Connection)
        .where(Connection.organization_id == tx.organization_id, Connection.id == connection_id)
        .options(undefer(Connection.secrets))
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise ConnectionNotFound
    return found


def next_position(tx: Transaction, kind: str) -> int:
    last = tx.session.scalar(
        select(func.max(Connection.position)).where(
            Connection.organization_id == tx.organization_id, Connection.kind == kind
        )
    )
    return int(last or 0) + 1


def save(tx: Transaction, connection: Connection) -> None:
    try:
        tx.add(connection)
        tx.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise NameTaken from error
        raise
