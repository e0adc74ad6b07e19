"""Which files were sent for which order."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders.errors import FileNotFound
from turnout.modules.orders.models import OrderFile

IDS = """
    SELECT file_id FROM order_files
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""
DUE = """
    SELECT organization_id, id FROM order_files WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(limit)s
"""


def list_ids(tx: Transaction, order_id: UUID) -> list[UUID]:
    """Files of an order, whether an answer names them or not."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return [row[0] for row in tx.query(IDS, where)]


def list_due(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, row) that should be looked at, oldest first."""
    return [(row[0], row[1]) for row in tx.query(DUE, {"now": now, "limit": limit})]


def add(tx: Transaction, order_id: UUID, file_id: UUID, *, due_at: datetime) -> None:
    tx.add(
        OrderFile(id=new_id(), order_id=order_id, file_id=file_id, sent_at=tx.now, due_at=due_at)
    )


def get_of(tx: Transaction, order_id: UUID, file_id: UUID) -> OrderFile:
    """The file as one of this order, or NoSuchFile."""
    found = tx.session.scalars(
        select(OrderFile).where(
            OrderFile.organization_id == tx.organization_id,
            OrderFile.order_id == order_id,
            OrderFile.file_id == file_id,
        )
    ).one_or_none()
    if found is None:
        raise FileNotFound
    return found


def find(tx: Transaction, row_id: UUID) -> OrderFile | None:
    return tx.session.get(OrderFile, (tx.organization_id, row_id))


def remove(tx: Transaction, row: OrderFile) -> None:
    """Forget whose it was; the file itself is let go of after that."""
    tx.session.delete(row)
    tx.flush()
