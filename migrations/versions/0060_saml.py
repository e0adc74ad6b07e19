"""SAML of identity providers: addresses, and the certificates of both sides."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0060_saml"
down_revision = "0059_sso_sessions"

TABLES = ("saml_test_sign_ins", "saml_certificates", "saml_connections")


def upgrade() -> None:
    _connections()
    _certificates()
    _tests()


def _connections() -> None:
    op.execute("""
        CREATE TABLE saml_connections (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            sso_url text NOT NULL, slo_url text NOT NULL, slo_response_url text NOT NULL,
            metadata_url text NOT NULL, refreshed_at timestamptz, refresh_due_at timestamptz,
            refresh_problem text NOT NULL, valid_until timestamptz,
            email_attribute text NOT NULL, name_attribute text NOT NULL,
            is_idp_initiated_allowed boolean NOT NULL, is_encryption_needed boolean NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_saml_connections PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_saml_connections_organization_id_provider_id
                UNIQUE (organization_id, provider_id),
            CONSTRAINT fk_saml_connections_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_saml_connections_refresh_due_at
            ON saml_connections (refresh_due_at) WHERE refresh_due_at IS NOT NULL
    """)
    tenant_table("saml_connections", operator=("SELECT",))


def _certificates() -> None:
    op.execute("""
        CREATE TABLE saml_certificates (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            side text NOT NULL, state text NOT NULL, certificate text NOT NULL,
            fingerprint text NOT NULL, starts_at timestamptz NOT NULL,
            ends_at timestamptz NOT NULL, warned_days bigint, sealed bytea,
            CONSTRAINT pk_saml_certificates PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_saml_certificates_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_saml_certificates_provider_id_side_fingerprint
                UNIQUE (organization_id, provider_id, side, fingerprint),
            CONSTRAINT ck_saml_certificates_side CHECK (side IN ('provider', 'service')),
            CONSTRAINT ck_saml_certificates_state CHECK (state IN ('next', 'active', 'former'))
        );
        CREATE INDEX ix_saml_certificates_ends_at ON saml_certificates (ends_at)
    """)
    tenant_table("saml_certificates", operator=("SELECT",), redact=("sealed",))


def _tests() -> None:
    # What a provider says of somebody is shown to who tried it, and stands in no log.
    op.execute("""
        CREATE TABLE saml_test_sign_ins (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            ticket_hash bytea NOT NULL, created_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL, finished_at timestamptz, reason text NOT NULL,
            detail text NOT NULL, role text NOT NULL, said jsonb,
            CONSTRAINT pk_saml_test_sign_ins PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_saml_test_sign_ins_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_saml_test_sign_ins_organization_id_provider_id
            ON saml_test_sign_ins (organization_id, provider_id)
    """)
    tenant_table(
        "saml_test_sign_ins", operator=("SELECT", "DELETE"), redact=("ticket_hash", "said")
    )


def downgrade() -> None:
    for name in TABLES:
        op.execute(f"DROP TABLE {name}")
