"""Indexes of the public search: cities and categories label by label, and words of titles."""

from alembic import op

revision = "0224_search_indexes"
down_revision = "0223_session_mails"


def upgrade() -> None:
    for column in ("city", "category"):
        op.execute(
            f"CREATE INDEX ix_discovery_events_{column} ON discovery_events"
            f' (lower({column}) COLLATE "C", {column} COLLATE "C", ends_at) WHERE is_listed'
        )
    op.execute(
        "CREATE INDEX ix_discovery_events_titles ON discovery_events"
        " USING gin (ts_filter(search, '{a}')) WHERE is_listed"
    )


def downgrade() -> None:
    op.execute(
        "DROP INDEX ix_discovery_events_city, ix_discovery_events_category,"
        " ix_discovery_events_titles"
    )
