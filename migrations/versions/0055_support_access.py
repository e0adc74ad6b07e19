"""Support access: consents of owners, and who of the support came in by them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0055_support_access"
down_revision = "0054_sso_setup"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE support_access (
            organization_id uuid NOT NULL CONSTRAINT fk_support_access_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, level text NOT NULL, reason text NOT NULL,
            granted_by uuid NOT NULL, granted_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL, ended_at timestamptz, ended_by uuid,
            CONSTRAINT pk_support_access PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_support_access_level CHECK (level IN ('read', 'write')),
            CONSTRAINT ck_support_access_ends CHECK (expires_at > granted_at)
        );
        CREATE UNIQUE INDEX uq_support_access_organization_id ON support_access (organization_id)
            WHERE ended_at IS NULL;
        CREATE TABLE support_visits (
            organization_id uuid NOT NULL, id uuid NOT NULL, support_access_id uuid NOT NULL,
            user_id uuid NOT NULL, day date NOT NULL, entered_at timestamptz NOT NULL,
            CONSTRAINT pk_support_visits PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_support_visits_organization_id_support_access_id
                FOREIGN KEY (organization_id, support_access_id)
                REFERENCES support_access (organization_id, id),
            CONSTRAINT uq_support_visits_support_access_id_user_id_day
                UNIQUE (organization_id, support_access_id, user_id, day)
        )
    """)
    tenant_table("support_access", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))
    tenant_table("support_visits", app=("SELECT", "INSERT"))


def downgrade() -> None:
    op.execute("DROP TABLE support_visits; DROP TABLE support_access")
