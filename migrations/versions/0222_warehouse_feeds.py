"""Warehouse feeds: what an organization sends into its own store as Parquet, and how far that is."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0222_warehouse_feeds"
down_revision = "0221_data_requests"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE warehouse_feeds (
            organization_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL,
            connection_id uuid NOT NULL, folder text NOT NULL, tables jsonb NOT NULL,
            cadence text NOT NULL, hour bigint NOT NULL, has_personal_data boolean NOT NULL,
            is_paused boolean NOT NULL, created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_warehouse_feeds PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_warehouse_feeds_folder UNIQUE (organization_id, connection_id, folder),
            CONSTRAINT ck_warehouse_feeds_cadence CHECK (cadence IN ('hourly', 'daily')),
            CONSTRAINT ck_warehouse_feeds_hour CHECK (hour BETWEEN 0 AND 23),
            CONSTRAINT fk_warehouse_feeds_connection_id FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id)
        );
        CREATE TABLE warehouse_feed_cursors (
            organization_id uuid NOT NULL, id uuid NOT NULL, feed_id uuid NOT NULL,
            sequence bigint NOT NULL, position bigint NOT NULL, covered jsonb NOT NULL,
            next_at timestamptz, last_completed_at timestamptz,
            CONSTRAINT pk_warehouse_feed_cursors PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_warehouse_feed_cursors_feed_id UNIQUE (organization_id, feed_id),
            CONSTRAINT fk_warehouse_feed_cursors_feed_id FOREIGN KEY (organization_id, feed_id)
                REFERENCES warehouse_feeds (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_warehouse_feed_cursors_next_at
            ON warehouse_feed_cursors (next_at) WHERE next_at IS NOT NULL;
        CREATE TABLE warehouse_feed_runs (
            organization_id uuid NOT NULL, id uuid NOT NULL, feed_id uuid NOT NULL,
            sequence bigint NOT NULL, state text NOT NULL, tables jsonb NOT NULL,
            has_personal_data boolean NOT NULL, from_position bigint NOT NULL,
            until_position bigint NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz,
            due_at timestamptz, attempts bigint NOT NULL, failures bigint NOT NULL,
            failure text,
            row_count bigint NOT NULL, file_count bigint NOT NULL, size_bytes bigint NOT NULL,
            manifest text,
            CONSTRAINT pk_warehouse_feed_runs PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_warehouse_feed_runs_sequence UNIQUE (organization_id, feed_id, sequence),
            CONSTRAINT ck_warehouse_feed_runs_state
                CHECK (state IN ('running', 'complete', 'cancelled')),
            CONSTRAINT ck_warehouse_feed_runs_due CHECK ((state = 'running') = (due_at IS NOT NULL)),
            CONSTRAINT ck_warehouse_feed_runs_failure CHECK (failure IN
                ('unreachable', 'refused', 'settings', 'switched_off', 'too_large')),
            CONSTRAINT fk_warehouse_feed_runs_feed_id FOREIGN KEY (organization_id, feed_id)
                REFERENCES warehouse_feeds (organization_id, id) ON DELETE CASCADE
        );
        CREATE UNIQUE INDEX uq_warehouse_feed_runs_running
            ON warehouse_feed_runs (organization_id, feed_id) WHERE state = 'running';
        CREATE TABLE warehouse_feed_files (
            organization_id uuid NOT NULL, id uuid NOT NULL, run_id uuid NOT NULL,
            table_name text NOT NULL, part bigint NOT NULL, name text NOT NULL,
            row_count bigint NOT NULL, size_bytes bigint NOT NULL, sha256 text NOT NULL,
            after text NOT NULL, is_last boolean NOT NULL,
            CONSTRAINT pk_warehouse_feed_files PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_warehouse_feed_files_part
                UNIQUE (organization_id, run_id, table_name, part),
            CONSTRAINT fk_warehouse_feed_files_run_id FOREIGN KEY (organization_id, run_id)
                REFERENCES warehouse_feed_runs (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("warehouse_feeds")
    for table, operator in (
        ("warehouse_feed_cursors", ("SELECT",)),
        ("warehouse_feed_runs", ("SELECT",)),
        ("warehouse_feed_files", ()),
    ):
        tenant_table(table, operator=operator)


def downgrade() -> None:
    op.execute("""
        DROP TABLE warehouse_feed_files;
        DROP TABLE warehouse_feed_runs;
        DROP TABLE warehouse_feed_cursors;
        DROP TABLE warehouse_feeds
    """)
