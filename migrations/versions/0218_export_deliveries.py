"""Scheduled exports are delivered to a store that an organization connected."""

from alembic import op

revision = "0218_export_deliveries"
down_revision = "0216_retention"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE export_schedules
            ADD COLUMN connection_id uuid,
            ADD COLUMN last_file_name text,
            ADD COLUMN deliver_at timestamptz,
            ADD COLUMN delivery_attempts bigint NOT NULL DEFAULT 0,
            ADD COLUMN delivery_failure text,
            ADD CONSTRAINT fk_export_schedules_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id)
                ON DELETE SET NULL (connection_id),
            ADD CONSTRAINT ck_export_schedules_delivery_failure CHECK (delivery_failure IN
                ('unreachable', 'refused', 'settings', 'switched_off', 'too_large')),
            DROP CONSTRAINT ck_export_schedules_last_outcome,
            ADD CONSTRAINT ck_export_schedules_last_outcome CHECK (last_outcome IN
                ('started', 'ready', 'nothing', 'too_much', 'failed', 'cancelled', 'delivering',
                'delivered', 'not_delivered'));
        CREATE INDEX ix_export_schedules_connection_id
            ON export_schedules (organization_id, connection_id);
        CREATE INDEX ix_export_schedules_deliver_at
            ON export_schedules (deliver_at) WHERE deliver_at IS NOT NULL
    """)


def downgrade() -> None:
    op.execute("""
        UPDATE export_schedules SET last_outcome = CASE last_outcome
            WHEN 'not_delivered' THEN 'failed' ELSE 'ready' END
        WHERE last_outcome IN ('delivering', 'delivered', 'not_delivered');
        DROP INDEX ix_export_schedules_deliver_at;
        ALTER TABLE export_schedules DROP COLUMN connection_id, DROP COLUMN last_file_name,
            DROP COLUMN deliver_at, DROP COLUMN delivery_attempts, DROP COLUMN delivery_failure,
            DROP CONSTRAINT ck_export_schedules_last_outcome,
            ADD CONSTRAINT ck_export_schedules_last_outcome CHECK (last_outcome IN
                ('started', 'ready', 'nothing', 'too_much', 'failed', 'cancelled'))
    """)
