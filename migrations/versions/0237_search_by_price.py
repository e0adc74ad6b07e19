"""Events of one price stand by their dates: free ones, a third of all, stood by their ids."""

from alembic import op

revision = "0237_search_by_price"
down_revision = "0236_typed_letters"
BEFORE = "coalesce(price_minor, 1000000000000)"
NOW = """least(coalesce(price_minor, 9000000000), 9000000000) * 100000000
    + extract(epoch FROM starts_at AT TIME ZONE 'UTC')::bigint / 60"""


def _index(key: str) -> None:
    op.execute(f"""
        DROP INDEX ix_discovery_events_by_price;
        CREATE INDEX ix_discovery_events_by_price ON discovery_events (({key}), id, ends_at)
            WHERE is_listed
    """)


def upgrade() -> None:
    _index(NOW)


def downgrade() -> None:
    _index(BEFORE)
