"""The suppression list: addresses that an organization sends no mail to."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0122_suppressions"
down_revision = "0121_attendance_certificates"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE suppressions (
            organization_id uuid NOT NULL, id uuid NOT NULL, email text NOT NULL,
            reason text NOT NULL, scope text NOT NULL, note text NOT NULL,
            version bigint NOT NULL, created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_suppressions PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_suppressions_organization_id_email UNIQUE (organization_id, email),
            CONSTRAINT ck_suppressions_reason
                CHECK (reason IN ('bounced', 'complained', 'unsubscribed', 'manual')),
            CONSTRAINT ck_suppressions_scope CHECK (scope IN ('all', 'news'))
        );
        CREATE INDEX ix_suppressions_organization_id_created_at_id
            ON suppressions (organization_id, created_at, id);
        ALTER TABLE announcements ADD COLUMN suppressed bigint NOT NULL DEFAULT 0
    """)
    tenant_table("suppressions")


def downgrade() -> None:
    op.execute("ALTER TABLE announcements DROP COLUMN suppressed")
    op.execute("DROP TABLE suppressions")
