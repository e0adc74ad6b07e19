"""Every statement of received payments."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.received_payments.types import ReceivedPayment

COLUMNS: Final = """
    id, order_id, payment_id, method, amount_minor, currency, received_at, reference, note,
    recorded_by, recorded_at
"""
INSERT: Final = f"""
    INSERT INTO received_payments (organization_id, {COLUMNS})
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(payment_id)s, %(method)s, %(amount_minor)s,
        %(currency)s, %(received_at)s, %(reference)s, %(note)s, %(recorded_by)s, %(recorded_at)s)
    RETURNING {COLUMNS}
"""
OF_ORDER: Final = f"""
    SELECT {COLUMNS} FROM received_payments
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
    ORDER BY recorded_at DESC, id DESC
"""


def insert_received(tx: Transaction, received: ReceivedPayment) -> ReceivedPayment:
    [stored] = tx.query(INSERT, tx.here(**attributes_of(received)), into=ReceivedPayment)
    return stored


def list_received(tx: Transaction, order_id: UUID) -> list[ReceivedPayment]:
    """What people took for an order, the newest first."""
    return tx.query(OF_ORDER, tx.here(order_id=order_id), into=ReceivedPayment)
