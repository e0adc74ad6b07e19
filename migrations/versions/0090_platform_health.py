"""Platform health: operators count connections by how they are, and facts that were given up."""

from alembic import op

revision = "0090_platform_health"
down_revision = "0089_applications"


def upgrade() -> None:
    op.execute("""
        CREATE INDEX ix_connections_health ON connections (kind, adapter_key)
            INCLUDE (is_healthy, checked_at) WHERE state = 'active';
        CREATE INDEX ix_outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;
        CREATE POLICY operator ON connections FOR SELECT TO turnout_operator USING (true);
        GRANT SELECT (kind, adapter_key, state, is_healthy, checked_at)
            ON connections TO turnout_operator
    """)


def downgrade() -> None:
    op.execute("""
        REVOKE SELECT (kind, adapter_key, state, is_healthy, checked_at)
            ON connections FROM turnout_operator;
        DROP POLICY operator ON connections;
        DROP INDEX ix_outbox_dead;
        DROP INDEX ix_connections_health
    """)
