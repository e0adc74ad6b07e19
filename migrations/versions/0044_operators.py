"""Operators of the platform, their tokens, and what they may find over all organizations."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0044_operators"
down_revision = "0043_handovers"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE operators (
            id uuid CONSTRAINT pk_operators PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_operators_user_id REFERENCES users (id),
            role text NOT NULL CONSTRAINT ck_operators_role
                CHECK (role IN ('operator', 'moderator', 'support')),
            created_by uuid, created_at timestamptz NOT NULL, ended_at timestamptz,
            version bigint NOT NULL
        );
        CREATE UNIQUE INDEX uq_operators_user_id ON operators (user_id) WHERE ended_at IS NULL
    """)
    platform_table("operators", operator=("SELECT", "INSERT", "UPDATE"))
    op.execute("""
        CREATE TABLE operator_tokens (
            id uuid CONSTRAINT pk_operator_tokens PRIMARY KEY,
            operator_id uuid NOT NULL CONSTRAINT fk_operator_tokens_operator_id
                REFERENCES operators (id),
            name text NOT NULL, scopes jsonb NOT NULL,
            secret_hash bytea NOT NULL CONSTRAINT uq_operator_tokens_secret_hash UNIQUE,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            revoked_at timestamptz
        );
        CREATE INDEX ix_operator_tokens_operator_id ON operator_tokens (operator_id)
    """)
    platform_table("operator_tokens", redact=("secret_hash",))
    # A payment is found by its provider's reference; who paid stays out of sight.
    op.execute("""
        CREATE INDEX ix_payments_organization_id_provider_ref
            ON payments (organization_id, provider_ref) WHERE provider_ref IS NOT NULL;
        GRANT SELECT (connection_id, provider_ref, state, currency, amount_minor, opened_at)
            ON payments TO turnout_operator
    """)


def downgrade() -> None:
    op.execute("""
        DROP INDEX ix_payments_organization_id_provider_ref;
        DROP TABLE operator_tokens;
        DROP TABLE operators
    """)
