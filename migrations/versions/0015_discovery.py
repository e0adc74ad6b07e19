"""Tables of discovery: the read model of the public pages."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0015_discovery"
down_revision = "0014_notifications"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE discovery_organizations (
            organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL,
            slug text NOT NULL, name text NOT NULL, description text NOT NULL,
            website text NOT NULL, contact_email text NOT NULL, brand_color text NOT NULL,
            is_public boolean NOT NULL, version bigint NOT NULL, changed_at timestamptz NOT NULL,
            CONSTRAINT pk_discovery_organizations PRIMARY KEY (organization_id, id)
        )
    """)
    op.execute("CREATE INDEX ix_discovery_organizations_slug ON discovery_organizations (slug)")
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
            version bigint NOT NULL, changed_at timestamptz NOT NULL,
            CONSTRAINT pk_discovery_events PRIMARY KEY (organization_id, id)
        )
    """)
    op.execute("CREATE INDEX ix_discovery_events_slug ON discovery_events (organization_id, slug)")
    op.execute("""
        CREATE INDEX ix_discovery_events_listed ON discovery_events (ends_at, starts_at, id)
        WHERE is_listed
    """)
    op.execute("CREATE INDEX ix_discovery_events_search ON discovery_events USING gin (search)")
    op.execute("""
        CREATE TABLE discovery_names (
            organization_id uuid NOT NULL REFERENCES organizations (id), id uuid NOT NULL,
            target_id uuid NOT NULL, slug text NOT NULL, claimed_at timestamptz NOT NULL,
            CONSTRAINT pk_discovery_names PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_discovery_names_organization_id_target_id_slug
                UNIQUE (organization_id, target_id, slug)
        )
    """)
    op.execute("CREATE INDEX ix_discovery_names_slug ON discovery_names (slug)")
    tenant_table("discovery_organizations", operator=("SELECT",))
    tenant_table("discovery_events", operator=("SELECT",))
    tenant_table("discovery_names", operator=("SELECT",))
    _open_to_everybody()


def _open_to_everybody() -> None:
    """What is published may be read without being anybody: addresses resolve through these."""
    for table in ("discovery_organizations", "discovery_events"):
        op.execute(
            f"CREATE POLICY published ON {table} FOR SELECT TO turnout_app USING (is_public)"
        )
    # A name is kept once its page was public, and leads nowhere else than to a public page.
    op.execute("CREATE POLICY published ON discovery_names FOR SELECT TO turnout_app USING (true)")
