"""Template shares: which clients may make events of an agency's template, and that they did."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0072_template_shares"
down_revision = "0071_profiles"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE template_shares (
            organization_id uuid NOT NULL CONSTRAINT fk_template_shares_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, template_id uuid NOT NULL, clients jsonb, shared_by uuid,
            shared_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_template_shares PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_template_shares_organization_id_template_id
                FOREIGN KEY (organization_id, template_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_template_shares_template_id UNIQUE (organization_id, template_id)
        );
        CREATE TABLE template_uses (
            organization_id uuid NOT NULL CONSTRAINT fk_template_uses_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, template_id uuid NOT NULL, client_id uuid NOT NULL,
            used_at timestamptz NOT NULL,
            CONSTRAINT pk_template_uses PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_template_uses_organization_id_template_id
                FOREIGN KEY (organization_id, template_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_template_uses_template_id ON template_uses (organization_id, template_id)
    """)
    tenant_table("template_shares", operator=("SELECT",))
    tenant_table("template_uses")


def downgrade() -> None:
    op.execute("DROP TABLE template_uses")
    op.execute("DROP TABLE template_shares")
