"""One table of test sign-ins, for OpenID Connect and SAML alike."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0062_sso"
down_revision = "0061_event_plans"


def upgrade() -> None:
    # What was tried yesterday is gone today anyway.
    op.execute("""
        DROP TABLE saml_test_sign_ins;
        DROP TABLE sso_test_sign_ins;
        CREATE TABLE sso_test_sign_ins (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            link_id uuid, ticket_hash bytea NOT NULL, back_to bytea NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            finished_at timestamptz, result jsonb,
            CONSTRAINT pk_sso_test_sign_ins PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_sso_test_sign_ins_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_sso_test_sign_ins_organization_id_provider_id
            ON sso_test_sign_ins (organization_id, provider_id)
    """)
    tenant_table(
        "sso_test_sign_ins",
        operator=("SELECT", "DELETE"),
        redact=("ticket_hash", "back_to", "result"),
    )


def downgrade() -> None:
    op.execute("DROP TABLE sso_test_sign_ins")
