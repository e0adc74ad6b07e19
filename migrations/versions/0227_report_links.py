"""Links by which people without an account see a saved report."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0227_report_links"
down_revision = "0226_retention_fields"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE report_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, saved_report_id uuid NOT NULL,
            secret_hash bytea NOT NULL, label text NOT NULL,
            created_by uuid NOT NULL CONSTRAINT fk_report_links_created_by REFERENCES users (id),
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            revoked_at timestamptz,
            CONSTRAINT pk_report_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_report_links_organization_id_secret_hash
                UNIQUE (organization_id, secret_hash),
            CONSTRAINT fk_report_links_organization_id_saved_report_id
                FOREIGN KEY (organization_id, saved_report_id)
                REFERENCES saved_reports (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_report_links_organization_id_saved_report_id
            ON report_links (organization_id, saved_report_id);
        CREATE TABLE report_link_uses (
            organization_id uuid NOT NULL, report_link_id uuid NOT NULL,
            used_at timestamptz NOT NULL, use_count bigint NOT NULL,
            CONSTRAINT pk_report_link_uses PRIMARY KEY (organization_id, report_link_id),
            CONSTRAINT fk_report_link_uses_organization_id_report_link_id
                FOREIGN KEY (organization_id, report_link_id)
                REFERENCES report_links (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("report_links", operator=("SELECT", "DELETE"), redact=("secret_hash",))
    tenant_table("report_link_uses")


def downgrade() -> None:
    op.execute("DROP TABLE report_link_uses; DROP TABLE report_links")
