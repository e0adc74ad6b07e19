"""Figure shares: which figures of which event a member sees, until when."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0057_figure_shares"
down_revision = "0056_privacy"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE figure_shares (
            organization_id uuid NOT NULL CONSTRAINT fk_figure_shares_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, member_id uuid NOT NULL, event_id uuid NOT NULL,
            figures jsonb NOT NULL, shared_by uuid NOT NULL, shared_at timestamptz NOT NULL,
            expires_at timestamptz,
            CONSTRAINT pk_figure_shares PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_figure_shares_organization_id_member_id
                FOREIGN KEY (organization_id, member_id)
                REFERENCES memberships (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_figure_shares_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_figure_shares_member_id_event_id
                UNIQUE (organization_id, member_id, event_id)
        );
        CREATE INDEX ix_figure_shares_event_id ON figure_shares (organization_id, event_id)
    """)
    tenant_table("figure_shares")


def downgrade() -> None:
    op.execute("DROP TABLE figure_shares")
