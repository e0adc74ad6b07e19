"""Exports of orders and attendees, and the parts of their files."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0103_order_exports"
down_revision = "0102_checkin_overrides"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE order_exports (
            organization_id uuid NOT NULL, id uuid NOT NULL, kind text NOT NULL,
            format text NOT NULL, state text NOT NULL, columns jsonb NOT NULL,
            filter jsonb NOT NULL, is_right_to_left boolean NOT NULL, row_count bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL, job_id uuid,
            event_id uuid, event_ids jsonb, ready_at timestamptz,
            expires_at timestamptz NOT NULL, downloads bigint NOT NULL,
            CONSTRAINT pk_order_exports PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_exports_organization_id_job_id
                FOREIGN KEY (organization_id, job_id) REFERENCES jobs (organization_id, id)
                ON DELETE SET NULL (job_id),
            CONSTRAINT fk_order_exports_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_order_exports_kind CHECK (kind IN ('orders', 'attendees')),
            CONSTRAINT ck_order_exports_format CHECK (format IN ('csv', 'xlsx')),
            CONSTRAINT ck_order_exports_state
                CHECK (state IN ('running', 'ready', 'failed', 'cancelled', 'expired'))
        );
        CREATE INDEX ix_order_exports_created_by
            ON order_exports (organization_id, created_by, created_at, id);
        CREATE INDEX ix_order_exports_job_id ON order_exports (organization_id, job_id);
        CREATE INDEX ix_order_exports_event_id ON order_exports (organization_id, event_id);
        CREATE INDEX ix_order_exports_expires_at ON order_exports (organization_id, expires_at)
            WHERE state <> 'expired';
        CREATE TABLE order_export_parts (
            organization_id uuid NOT NULL, id uuid NOT NULL, export_id uuid NOT NULL,
            position bigint NOT NULL, line_ids jsonb NOT NULL, content bytea,
            CONSTRAINT pk_order_export_parts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_export_parts_organization_id_export_id
                FOREIGN KEY (organization_id, export_id)
                REFERENCES order_exports (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_order_export_parts_export_id_position
                UNIQUE (organization_id, export_id, position)
        )
    """)
    tenant_table("order_exports", operator=("SELECT",))
    tenant_table("order_export_parts")


def downgrade() -> None:
    op.execute("DROP TABLE order_export_parts, order_exports")
