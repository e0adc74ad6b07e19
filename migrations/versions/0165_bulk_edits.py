"""Bulk edits: which ticket types were changed at once, from what to what."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0165_bulk_edits"
down_revision = "0161_join_links"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE bulk_edits (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            items jsonb NOT NULL, created_at timestamptz NOT NULL, created_by text NOT NULL,
            undone_at timestamptz, undone_by text,
            CONSTRAINT pk_bulk_edits PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_bulk_edits_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_bulk_edits_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_bulk_edits_event_id ON bulk_edits (organization_id, event_id, id)
    """)
    tenant_table("bulk_edits")


def downgrade() -> None:
    op.execute("DROP TABLE bulk_edits")
