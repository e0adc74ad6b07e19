"""Statements of the public search that stay short: each lexeme once, and an index for each order.

`search_either` folds while a statement is planned. `search_is_read` is always true: PostgreSQL takes
reading a long text for as cheap as reading a number, and would rather read a whole table of them
than an index.
"""

from alembic import op

revision = "0225_search_bounds"
down_revision = "0224_search_indexes"
SECONDS = "(extract(epoch FROM starts_at AT TIME ZONE 'UTC')::bigint)"
ORDERS = {
    "date": SECONDS,
    "price": "(coalesce(price_minor, 1000000000000))",
    "popularity": f"({SECONDS} - popularity * 1000000000000)",
}
LATITUDE = "coalesce(latitude, city_latitude)"
LONGITUDE = "coalesce(longitude, city_longitude)"


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION search_either(query tsquery) RETURNS tsquery
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
            SELECT CASE WHEN position('(' IN query::text) > 0 THEN query ELSE coalesce((
                SELECT string_agg(DISTINCT part, ' | ')
                FROM string_to_table(query::text, ' | ') AS part
            )::tsquery, query) END
        $$;
        CREATE FUNCTION search_is_read(said tsvector) RETURNS boolean
            LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 400 AS 'BEGIN RETURN true; END'
    """)
    for name, key in ORDERS.items():
        op.execute(
            f"CREATE INDEX ix_discovery_events_by_{name} ON discovery_events ({key}, id, ends_at)"
            " WHERE is_listed"
        )
    op.execute(f"""
        CREATE INDEX ix_discovery_events_tags ON discovery_events USING gin (tags) WHERE is_listed;
        CREATE INDEX ix_discovery_events_of_category ON discovery_events (category, ends_at)
            WHERE is_listed;
        CREATE INDEX ix_discovery_events_point ON discovery_events
            USING gist (point({LONGITUDE}, {LATITUDE})) WHERE is_listed;
        CREATE INDEX ix_discovery_events_latitude ON discovery_events
            (({LATITUDE}), ends_at) WHERE is_listed;
        CREATE STATISTICS discovery_events_latitude ON ({LATITUDE}) FROM discovery_events;
        ALTER TABLE discovery_events ALTER COLUMN search SET STATISTICS 300
    """)


def downgrade() -> None:
    op.execute(
        "DROP INDEX ix_discovery_events_latitude, ix_discovery_events_point,"
        " ix_discovery_events_of_category, ix_discovery_events_tags,"
        f" {', '.join(f'ix_discovery_events_by_{name}' for name in ORDERS)}"
    )
    op.execute("""
        DROP STATISTICS discovery_events_latitude;
        ALTER TABLE discovery_events ALTER COLUMN search SET STATISTICS DEFAULT
    """)
    op.execute("DROP FUNCTION search_is_read(tsvector), search_either(tsquery)")
