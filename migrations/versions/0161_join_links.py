"""Personal links by which ticket holders join an event online, and who did."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0161_join_links"
down_revision = "0160_certificate_notices"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE join_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_id uuid NOT NULL, serial bigint NOT NULL, renewed_at timestamptz,
            joined_at timestamptz, last_joined_at timestamptz, joins bigint NOT NULL,
            CONSTRAINT pk_join_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_join_links_ticket_id UNIQUE (organization_id, ticket_id),
            CONSTRAINT fk_join_links_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_join_links_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_join_links_joins CHECK (joins >= 0)
        );
        CREATE INDEX ix_join_links_event_id ON join_links (organization_id, event_id)
    """)
    tenant_table("join_links")


def downgrade() -> None:
    op.execute("DROP TABLE join_links")
