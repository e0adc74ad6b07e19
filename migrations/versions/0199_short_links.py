"""Short links: addresses for print and posts, and how often each was asked for by day."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, operator_policy, platform_table, tenant_table

revision = "0199_short_links"
down_revision = "0198_price_rule_currencies"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE short_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, code text NOT NULL,
            name text NOT NULL, target text NOT NULL, event_id uuid, ticket_type_id uuid,
            access_code text NOT NULL, partner text NOT NULL, campaign text NOT NULL,
            source text NOT NULL, is_on boolean NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_short_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_short_links_organization_id_code UNIQUE (organization_id, code),
            CONSTRAINT fk_short_links_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_short_links_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE SET NULL (ticket_type_id),
            CONSTRAINT ck_short_links_target
                CHECK (target IN ('organization', 'event', 'tickets')),
            CONSTRAINT ck_short_links_event_id
                CHECK ((target = 'organization') = (event_id IS NULL))
        );
        CREATE INDEX ix_short_links_created_at ON short_links (organization_id, created_at, id);
        CREATE INDEX ix_short_links_event_id ON short_links (organization_id, event_id);
        CREATE INDEX ix_short_links_ticket_type_id
            ON short_links (organization_id, ticket_type_id);
        CREATE TABLE short_link_codes (
            id uuid CONSTRAINT pk_short_link_codes PRIMARY KEY,
            code text NOT NULL CONSTRAINT uq_short_link_codes_code UNIQUE,
            belongs_to uuid NOT NULL, short_link_id uuid NOT NULL,
            CONSTRAINT fk_short_link_codes_belongs_to_short_link_id
                FOREIGN KEY (belongs_to, short_link_id)
                REFERENCES short_links (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_short_link_codes_belongs_to_short_link_id
            ON short_link_codes (belongs_to, short_link_id);
        CREATE TABLE short_link_days (
            organization_id uuid NOT NULL, short_link_id uuid NOT NULL, day date NOT NULL,
            visits bigint NOT NULL,
            CONSTRAINT pk_short_link_days PRIMARY KEY (organization_id, short_link_id, day),
            CONSTRAINT fk_short_link_days_short_link_id
                FOREIGN KEY (organization_id, short_link_id)
                REFERENCES short_links (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("short_links")
    tenant_table("short_link_days")
    # A code is one organization's alone, and none sees whose another one is.
    op.execute(f"""
        ALTER TABLE short_link_codes ENABLE ROW LEVEL SECURITY;
        ALTER TABLE short_link_codes FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON short_link_codes TO turnout_app, turnout_owner
            USING (belongs_to = {ORGANIZATION}) WITH CHECK (belongs_to = {ORGANIZATION})
    """)
    operator_policy("short_link_codes", ("SELECT",))
    platform_table("short_link_codes", app=("SELECT", "INSERT", "DELETE"), operator=())


def downgrade() -> None:
    for table in ("short_link_days", "short_link_codes", "short_links"):
        op.execute(f"DROP TABLE {table}")
