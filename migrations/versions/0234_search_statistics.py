"""Indexes of tags, speakers' names and times that tell the planner how much of each there is.

Of a condition on `jsonb` PostgreSQL expects a thousandth of the table, however rare what is asked
for is; of the elements of an array it keeps how often each occurs. The index of texts knows no
weights: whoever sought a name read the texts of all events that have the word in some title. And
what ends after one day and begins before another is a range: by two numbers it is half the table.
"""

from alembic import op

revision = "0234_search_statistics"
down_revision = "0233_ledger_over_nodes"
TITLES, TAGS = "ts_filter(search, '{a}')", "search_tags(tags)"
NAMES = """jsonb_to_tsvector('simple', speaker_names, '["string"]')"""
TIMES = "tstzrange(starts_at, greatest(starts_at, ends_at), '[]')"


def upgrade() -> None:
    op.execute(f"""
        CREATE FUNCTION search_tags(tags jsonb) RETURNS text[]
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
            'SELECT array_agg(tag) FROM jsonb_array_elements_text(tags) AS tag';
        CREATE INDEX ix_discovery_events_tagged ON discovery_events USING gin ({TAGS})
            WHERE is_listed;
        CREATE INDEX ix_discovery_events_names ON discovery_events USING gin ({NAMES})
            WHERE is_listed;
        CREATE INDEX ix_discovery_events_times ON discovery_events USING gist (({TIMES}))
            WHERE is_listed;
        DROP INDEX ix_discovery_events_tags;
        CREATE STATISTICS discovery_events_times ON ({TIMES}) FROM discovery_events;
        CREATE STATISTICS discovery_events_tags ON ({TAGS}) FROM discovery_events;
        CREATE STATISTICS discovery_events_names ON ({NAMES}) FROM discovery_events;
        CREATE STATISTICS discovery_events_titles ON ({TITLES}) FROM discovery_events
    """)


def downgrade() -> None:
    op.execute("""
        DROP STATISTICS discovery_events_titles, discovery_events_names, discovery_events_tags,
            discovery_events_times;
        CREATE INDEX ix_discovery_events_tags ON discovery_events USING gin (tags) WHERE is_listed;
        DROP INDEX ix_discovery_events_times, ix_discovery_events_names,
            ix_discovery_events_tagged;
        DROP FUNCTION search_tags(jsonb)
    """)
