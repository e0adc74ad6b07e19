"""Streams of the audit log and the security events to log servers, and how far each is."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, operator_policy, platform_table

revision = "0047_audit_streams"
down_revision = "0046_platform_audit"


def upgrade() -> None:
    # A stream belongs to an organization, or to the platform where `belongs_to` is null.
    op.execute("""
        CREATE TABLE log_streams (
            id uuid CONSTRAINT pk_log_streams PRIMARY KEY,
            belongs_to uuid CONSTRAINT fk_log_streams_belongs_to REFERENCES organizations (id),
            kind text NOT NULL CONSTRAINT ck_log_streams_kind
                CHECK (kind IN ('syslog', 'json-lines', 'webhook')),
            name text NOT NULL, host text NOT NULL, port bigint NOT NULL, url text NOT NULL,
            ca_certificate text NOT NULL, with_values boolean NOT NULL, secret bytea,
            is_active boolean NOT NULL, created_at timestamptz NOT NULL, version bigint NOT NULL
        );
        CREATE INDEX ix_log_streams_belongs_to ON log_streams (belongs_to);
        CREATE TABLE log_stream_cursors (
            id uuid CONSTRAINT pk_log_stream_cursors PRIMARY KEY
                CONSTRAINT fk_log_stream_cursors_id REFERENCES log_streams (id)
                ON DELETE CASCADE,
            belongs_to uuid,
            audit_position bigint NOT NULL, security_position bigint NOT NULL,
            sequence bigint NOT NULL, batch_audit bigint, batch_security bigint,
            failures bigint NOT NULL, last_error text NOT NULL, last_received_at timestamptz,
            next_at timestamptz NOT NULL
        );
        CREATE INDEX ix_log_stream_cursors_next_at ON log_stream_cursors (next_at)
    """)
    for table in ("log_streams", "log_stream_cursors"):
        op.execute(f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY organization ON {table} TO turnout_app, turnout_owner
                USING (belongs_to = {ORGANIZATION}) WITH CHECK (belongs_to = {ORGANIZATION})
        """)
    every = ("SELECT", "INSERT", "UPDATE", "DELETE")
    operator_policy("log_streams", every)
    operator_policy("log_stream_cursors", every)
    platform_table("log_streams", app=every, operator=(), redact=("secret",))
    platform_table("log_stream_cursors", app=every, operator=())


def downgrade() -> None:
    op.execute("DROP TABLE log_stream_cursors; DROP TABLE log_streams")
