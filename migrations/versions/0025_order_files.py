"""Files that buyers send as answers: kept apart from the organization's own, each of one order."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0025_order_files"
down_revision = "0024_programme"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE files
            ADD COLUMN is_entrusted boolean NOT NULL DEFAULT false,
            ADD CONSTRAINT ck_files_entrusted CHECK (NOT is_entrusted OR visibility = 'private')
    """)
    op.execute("""
        CREATE TABLE order_files (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            order_id uuid NOT NULL,
            file_id uuid NOT NULL,
            sent_at timestamptz NOT NULL,
            due_at timestamptz,
            CONSTRAINT pk_order_files PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_files_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_files_organization_id_file_id
                FOREIGN KEY (organization_id, file_id) REFERENCES files (organization_id, id),
            CONSTRAINT uq_order_files_organization_id_file_id UNIQUE (organization_id, file_id)
        )
    """)
    op.execute(
        "CREATE INDEX ix_order_files_organization_id_order_id"
        " ON order_files (organization_id, order_id)"
    )
    op.execute(
        "CREATE INDEX ix_order_files_due ON order_files (organization_id, due_at)"
        " WHERE due_at IS NOT NULL"
    )
    tenant_table("order_files")
    operator_policy("order_files", ("SELECT (organization_id, id, due_at)",))
