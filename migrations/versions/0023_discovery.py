"""Tables of discovery: the read model of the public pages."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0023_discovery"
down_revision = "0022_notifications"


def upgrade() -> None:
    _discovery_organizations()
    _discovery_events()
    _discovery_images()
    _discovery_slug_history()


def _discovery_organizations() -> None:
    op.execute("""
        CREATE TABLE discovery_organizations (
            organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL,
            slug text NOT NULL, name text NOT NULL, description text NOT NULL,
            website text NOT NULL, contact_email text NOT NULL, brand_color text NOT NULL,
            is_public boolean NOT NULL, version bigint NOT NULL, changed_at timestamptz NOT NULL,
            is_crawled boolean NOT NULL DEFAULT true, font text NOT NULL DEFAULT 'sans', logo jsonb,
            legal jsonb NOT NULL DEFAULT '{}',
            CONSTRAINT pk_discovery_organizations PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_discovery_organizations_slug ON discovery_organizations (slug)
    """)
    tenant_table("discovery_organizations", operator=("SELECT",))
    # What is published may be read without being anybody: addresses resolve through these.
    op.execute("""
        CREATE POLICY published ON discovery_organizations
            FOR SELECT TO turnout_app USING (is_public)
    """)


def _discovery_events() -> None:
    op.execute("""
        CREATE TABLE discovery_events (
            organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL,
            slug text NOT NULL, title text NOT NULL, summary text NOT NULL,
            kind text NOT NULL, state text NOT NULL,
            starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, time_zone text NOT NULL,
            place text NOT NULL, category text NOT NULL, tags jsonb NOT NULL,
            language text NOT NULL, price_minor bigint, currency text, cover_file_id uuid,
            is_public boolean NOT NULL, is_listed boolean NOT NULL,
            page jsonb NOT NULL, programme jsonb NOT NULL,
            session_texts jsonb NOT NULL, search tsvector NOT NULL,
            version bigint NOT NULL, changed_at timestamptz NOT NULL, city text NOT NULL DEFAULT '',
            latitude double precision, longitude double precision,
            languages jsonb NOT NULL DEFAULT '[]', cover jsonb, series_id uuid,
            series_slug text NOT NULL DEFAULT '', speaker_texts jsonb NOT NULL DEFAULT '{}',
            CONSTRAINT pk_discovery_events PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_discovery_events_slug ON discovery_events (organization_id, slug);
        CREATE INDEX ix_discovery_events_listed
            ON discovery_events (ends_at, starts_at, id) WHERE is_listed;
        CREATE INDEX ix_discovery_events_search ON discovery_events USING gin (search);
        CREATE INDEX ix_discovery_events_series
            ON discovery_events (organization_id, series_id, starts_at) WHERE series_id IS NOT NULL
    """)
    tenant_table("discovery_events", operator=("SELECT",))
    op.execute("""
        CREATE POLICY published ON discovery_events
            FOR SELECT TO turnout_app USING (is_public)
    """)


def _discovery_images() -> None:
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
        );
        CREATE INDEX ix_discovery_images_file ON discovery_images (organization_id, file_id)
    """)
    tenant_table("discovery_images")


def _discovery_slug_history() -> None:
    op.execute("""
        CREATE TABLE discovery_slug_history (
            organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL,
            target_id uuid NOT NULL, slug text NOT NULL, claimed_at timestamptz NOT NULL,
            CONSTRAINT pk_discovery_slug_history PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_discovery_slug_history_organization_id_target_id_slug
                UNIQUE (organization_id, target_id, slug)
        );
        CREATE INDEX ix_discovery_slug_history_slug ON discovery_slug_history (slug)
    """)
    tenant_table("discovery_slug_history", operator=("SELECT",))
    # A name is kept once its page was public, and leads nowhere else than to a public page.
    op.execute("""
        CREATE POLICY published ON discovery_slug_history FOR SELECT TO turnout_app USING (true)
    """)
