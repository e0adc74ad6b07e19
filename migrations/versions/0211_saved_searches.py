"""Searches that visitors save by their address, and when an event was first listed."""

from alembic import op

from turnout.kernel.db.ddl import backfill, platform_table

revision = "0211_saved_searches"
down_revision = "0210_session_visits"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE saved_searches (
            id uuid CONSTRAINT pk_saved_searches PRIMARY KEY, email text NOT NULL,
            criteria jsonb NOT NULL, cadence text NOT NULL, time_zone text NOT NULL,
            locale text NOT NULL, asked_at timestamptz NOT NULL, confirmed_at timestamptz,
            used_at timestamptz NOT NULL, paused_at timestamptz,
            CONSTRAINT ck_saved_searches_cadence CHECK (cadence IN ('daily', 'weekly'))
        );
        CREATE INDEX ix_saved_searches_email ON saved_searches (email);
        CREATE INDEX ix_saved_searches_asked_at ON saved_searches (asked_at)
            WHERE confirmed_at IS NULL;
        CREATE INDEX ix_saved_searches_used_at ON saved_searches (used_at);
        CREATE TABLE saved_search_runs (
            id uuid CONSTRAINT pk_saved_search_runs PRIMARY KEY
                CONSTRAINT fk_saved_search_runs_id
                REFERENCES saved_searches (id) ON DELETE CASCADE,
            next_at timestamptz, told_until timestamptz NOT NULL, mail_count bigint NOT NULL,
            refusals bigint NOT NULL, last_mail_id uuid
        );
        CREATE INDEX ix_saved_search_runs_next_at ON saved_search_runs (next_at);
        CREATE TABLE saved_search_events (
            id uuid CONSTRAINT pk_saved_search_events PRIMARY KEY,
            search_id uuid NOT NULL CONSTRAINT fk_saved_search_events_search_id
                REFERENCES saved_searches (id) ON DELETE CASCADE,
            event_id uuid NOT NULL, told_at timestamptz NOT NULL,
            CONSTRAINT uq_saved_search_events_search_id_event_id UNIQUE (search_id, event_id)
        );
        CREATE INDEX ix_saved_search_events_told_at ON saved_search_events (told_at)
    """)
    platform_table("saved_searches", redact=("email", "criteria"))
    platform_table("saved_search_runs")
    platform_table("saved_search_events")
    op.execute("ALTER TABLE discovery_events ADD COLUMN first_listed_at timestamptz")
    backfill(
        "UPDATE discovery_events SET first_listed_at = now() WHERE is_listed",
        tables=("discovery_events",),
        actor="migration:0211",
    )
    op.execute("""
        CREATE INDEX ix_discovery_events_first_listed_at ON discovery_events (first_listed_at)
            WHERE is_listed
    """)


def downgrade() -> None:
    op.execute("DROP INDEX ix_discovery_events_first_listed_at")
    op.execute("ALTER TABLE discovery_events DROP COLUMN first_listed_at")
    for table in ("saved_search_events", "saved_search_runs", "saved_searches"):
        op.execute(f"DROP TABLE {table}")
