"""Allotments and their pools are found by index among many, as the application does."""

from typing import Any
from uuid import UUID

import pytest

from turnout.kernel.db.tx import transaction
from turnout.modules.inventory.queries import ALLOTMENT, REMAINING

MANY = (
    """
    INSERT INTO inventory_allotments (organization_id, id, pool_id, places, most, sold)
    SELECT %(organization_id)s, md5(n::text)::uuid, %(pool_id)s, 0, NULL::integer, 0
    FROM generate_series(1, 2000) AS n
    """,
    """
    INSERT INTO inventory_counters (organization_id, pool_id, capacity, taken, reserved)
    SELECT %(organization_id)s, md5(n::text)::uuid, 10, 0, 0 FROM generate_series(1, 2000) AS n
    """,
)


@pytest.mark.parametrize(
    ("statement", "indexes"),
    [
        (ALLOTMENT, ("pk_inventory_allotments", "pk_inventory_counters")),
        (REMAINING, ("pk_inventory_allotments", "pk_inventory_counters")),
    ],
)
def test_what_channels_sell_is_found_by_index(
    sale: Any, owner_connection: Any, statement: str, indexes: tuple[str, ...]
) -> None:
    made = sale.made(places=5)
    with transaction(sale.shop.organizer) as tx:
        where = tx.here(pool_id=sale.pool_id)
        for many in MANY:
            tx.query(many, where)
    for table in ("inventory_allotments", "inventory_counters"):
        owner_connection.execute(f"ANALYZE {table}")
    owner_connection.commit()
    with transaction(sale.shop.organizer) as tx:
        ids = {"id": UUID(made["id"]), "pool_ids": [sale.pool_id, UUID(made["id"])]}
        asked = tx.here(**ids)
        plan = "\n".join(row[0] for row in tx.query(f"EXPLAIN {statement}", asked))
    for index in indexes:
        assert index in plan
    assert "Seq Scan" not in plan
