"""Table of series: recurring events and the series that organizers put together."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0008_series"
down_revision = "0007_events"


def upgrade() -> None:
    _event_series()
    _references()


def _event_series() -> None:
    op.execute("""
        CREATE TABLE event_series (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            slug text NOT NULL, title text NOT NULL, summary text NOT NULL,
            description text NOT NULL, cover_file_id uuid, is_public boolean NOT NULL, rule text,
            starts_local timestamp, time_zone text NOT NULL, added_times jsonb NOT NULL,
            left_out_times jsonb NOT NULL, model_event_id uuid, due_at timestamptz,
            created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_event_series PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_series_organization_id_slug UNIQUE (organization_id, slug),
            CONSTRAINT fk_event_series_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_event_series_organization_id_cover_file_id
                FOREIGN KEY (organization_id, cover_file_id) REFERENCES files (organization_id, id),
            CONSTRAINT ck_event_series_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
            CONSTRAINT ck_event_series_rule CHECK ((rule IS NULL) = (starts_local IS NULL))
        );
        CREATE INDEX ix_event_series_organization_id_cover_file_id
            ON event_series (organization_id, cover_file_id);
        CREATE INDEX ix_event_series_due
            ON event_series (organization_id, due_at) WHERE due_at IS NOT NULL
    """)
    tenant_table("event_series", operator=("SELECT",))


def _references() -> None:
    """Foreign keys of tables that stand in earlier files."""
    op.execute("""
        ALTER TABLE events ADD CONSTRAINT fk_events_organization_id_series_id
            FOREIGN KEY (organization_id, series_id) REFERENCES event_series (organization_id, id)
    """)
