"""Security events of organizations and of the platform, numbered once they are committed."""

from alembic import op

from turnout.kernel.db.ddl import platform_table, tenant_table

revision = "0037_security_events"
down_revision = "0036_typing_errors"

COLUMNS = """
    id uuid NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, actor text NOT NULL,
    on_behalf_of text NOT NULL, request_id text NOT NULL, user_id uuid, address text NOT NULL,
    details jsonb NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY, position bigint
"""


def upgrade() -> None:
    op.execute("CREATE SEQUENCE security_event_positions")
    op.execute("GRANT USAGE ON SEQUENCE security_event_positions TO turnout_operator")
    op.execute(f"""
        CREATE TABLE security_events (
            organization_id uuid NOT NULL CONSTRAINT fk_security_events_organization_id
                REFERENCES organizations (id),
            {COLUMNS},
            CONSTRAINT pk_security_events PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_security_events_organization_id_kind
            ON security_events (organization_id, kind, seq);
        CREATE INDEX ix_security_events_organization_id_user_id
            ON security_events (organization_id, user_id, seq);
        CREATE INDEX ix_security_events_organization_id_seq
            ON security_events (organization_id, seq);
        CREATE UNIQUE INDEX uq_security_events_organization_id_position
            ON security_events (organization_id, position) WHERE position IS NOT NULL;
        CREATE INDEX ix_security_events_organization_id_unnumbered
            ON security_events (organization_id, seq) WHERE position IS NULL
    """)
    # Nobody rewrites a record: the operator's jobs number it and in the end delete it.
    tenant_table(
        "security_events",
        app=("SELECT", "INSERT"),
        operator=("SELECT", "UPDATE (position)", "DELETE"),
    )
    op.execute(f"""
        CREATE TABLE platform_security_events (
            {COLUMNS},
            CONSTRAINT pk_platform_security_events PRIMARY KEY (id)
        );
        CREATE INDEX ix_platform_security_events_kind ON platform_security_events (kind, seq);
        CREATE INDEX ix_platform_security_events_user_id ON platform_security_events (user_id, seq);
        CREATE INDEX ix_platform_security_events_seq ON platform_security_events (seq);
        CREATE UNIQUE INDEX uq_platform_security_events_position
            ON platform_security_events (position) WHERE position IS NOT NULL;
        CREATE INDEX ix_platform_security_events_unnumbered
            ON platform_security_events (seq) WHERE position IS NULL
    """)
    platform_table(
        "platform_security_events", operator=("SELECT", "INSERT", "UPDATE (position)", "DELETE")
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE platform_security_events;
        DROP TABLE security_events;
        DROP SEQUENCE security_event_positions
    """)
