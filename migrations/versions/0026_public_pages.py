"""What lists, maps and look-ups of the public pages need as columns instead of parts of JSON."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0026_public_pages"
down_revision = "0025_order_files"


def upgrade() -> None:
    op.execute("ALTER TABLE organizations ADD COLUMN is_crawled boolean NOT NULL DEFAULT true")
    op.execute(
        "ALTER TABLE discovery_organizations ADD COLUMN is_crawled boolean NOT NULL DEFAULT true"
    )
    op.execute("""
        ALTER TABLE discovery_events
            ADD COLUMN city text NOT NULL DEFAULT '',
            ADD COLUMN latitude double precision,
            ADD COLUMN longitude double precision,
            ADD COLUMN languages jsonb NOT NULL DEFAULT '[]',
            ADD COLUMN cover jsonb,
            ADD COLUMN series_id uuid,
            ADD COLUMN series_slug text NOT NULL DEFAULT '',
            ADD COLUMN speaker_texts jsonb NOT NULL DEFAULT '{}'
    """)
    op.execute("""
        CREATE INDEX ix_discovery_events_series
        ON discovery_events (organization_id, series_id, starts_at) WHERE series_id IS NOT NULL
    """)
    op.execute("""
        CREATE TABLE discovery_images (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, file_id uuid NOT NULL,
            CONSTRAINT pk_discovery_images PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_discovery_images_organization_id_event_id_file_id
                UNIQUE (organization_id, event_id, file_id),
            CONSTRAINT fk_discovery_images_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES discovery_events (organization_id, id)
        )
    """)
    op.execute(
        "CREATE INDEX ix_discovery_images_file ON discovery_images (organization_id, file_id)"
    )
    tenant_table("discovery_images")
    _fill()


def _fill() -> None:
    """From what was copied already; cities and speakers come with the next copy or a rebuild."""
    op.execute("ALTER TABLE discovery_events NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE discovery_images NO FORCE ROW LEVEL SECURITY")
    op.execute("""
        UPDATE discovery_events SET
            latitude = (page ->> 'latitude')::double precision,
            longitude = (page ->> 'longitude')::double precision,
            languages = jsonb_build_array(language) || coalesce((
                SELECT jsonb_agg(tag) FROM jsonb_object_keys(page -> 'translations') tag
            ), '[]'),
            cover = nullif(page -> 'cover', 'null'),
            series_id = (page -> 'series' ->> 'id')::uuid,
            series_slug = coalesce(page -> 'series' ->> 'slug', '')
    """)
    op.execute("""
        INSERT INTO discovery_images (organization_id, id, event_id, file_id)
        SELECT e.organization_id, gen_random_uuid(), e.id, shown::uuid
        FROM discovery_events e, jsonb_array_elements_text(e.page -> 'images') shown
        ON CONFLICT DO NOTHING
    """)
    op.execute("ALTER TABLE discovery_events FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE discovery_images FORCE ROW LEVEL SECURITY")
