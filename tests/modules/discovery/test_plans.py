"""Look-ups of the read model go through an index, whatever an organization has."""

from typing import Any

import pytest
from tests.factories.people import make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.discovery.queries import index, lookup


def plan(shop: Any, statement: str, **values: object) -> str:
    """How PostgreSQL would answer as the application, row policies included, on a large table."""
    with transaction(shop.organizer) as tx:
        tx.query("SELECT set_config('enable_seqscan', 'off', true)", {})
        given = {"organization_id": shop.organization.id, **values}
        return "\n".join(row[0] for row in tx.query(f"EXPLAIN {statement}", given))


@pytest.mark.usefixtures("running", "queued")
def test_images_and_series_are_found_by_index() -> None:
    shop = make_shop(make_organization())
    drain()
    found = plan(shop, index.SHOWING, file_id=new_id())
    assert "ix_discovery_images_file" in found
    assert "file_id" in found.partition("Index Cond")[2].splitlines()[0]
    found = plan(shop, index.IN_SERIES, series_id=new_id())
    assert "ix_discovery_events_series" in found
    assert "series_id" in found.partition("Index Cond")[2].splitlines()[0]


MULTIPLY = """
    INSERT INTO discovery_events
    SELECT (jsonb_populate_record(
        e, jsonb_build_object('id', gen_random_uuid(), 'slug', 'evening-' || number)
    )).* FROM discovery_events e, generate_series(1, 500) number
    WHERE e.organization_id = %(organization_id)s
"""
DELETE = "DELETE FROM discovery_events WHERE organization_id = %(organization_id)s"


@pytest.mark.usefixtures("plain_postgresql", "running", "queued")
def test_pages_are_found_by_index(owner_connection: Any) -> None:
    """Beside 500 others of the organization, and with figures about them, as after a while."""
    shop = make_shop(make_organization())
    drain()
    own = {"organization_id": shop.organization.id}
    with transaction(shop.organizer) as tx:
        tx.query(MULTIPLY, own)
    owner_connection.execute("ANALYZE discovery_events, discovery_organizations")
    owner_connection.commit()
    found = plan(shop, lookup.EVENT, organization="a", event="b")
    with transaction(shop.organizer) as tx:
        tx.query(DELETE, own)
    assert "ix_discovery_events_slug" in found
