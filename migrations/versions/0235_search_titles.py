"""The index of titles holds unlisted events as well, so that it combines with those of listed ones.

PostgreSQL never puts two indexes together that say the same of their rows: whoever sought a title
in five days read the titles of all events of those days.
"""

from alembic import op

revision = "0235_search_titles"
down_revision = "0234_search_statistics"
TITLES = "CREATE INDEX ix_discovery_events_titles ON discovery_events USING gin ({}) {}"
OF_TITLES = "ts_filter(search, '{a}')"


def upgrade() -> None:
    op.execute("DROP INDEX ix_discovery_events_titles")
    op.execute(TITLES.format(OF_TITLES, ""))


def downgrade() -> None:
    op.execute("DROP INDEX ix_discovery_events_titles")
    op.execute(TITLES.format(OF_TITLES, "WHERE is_listed"))
